/* C = A B with OpenBLAS's dgemm on one thread, in CPU seconds of that thread: dgemm SIZE RUNS */
#include <cblas.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double cpu_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: dgemm SIZE RUNS\n");
        return 2;
    }
    int n = atoi(argv[1]);
    size_t elements = (size_t)n * (size_t)n;
    double *a = malloc(elements * sizeof(double));
    double *b = malloc(elements * sizeof(double));
    double *c = calloc(elements, sizeof(double));
    if (!a || !b || !c) {
        return 1;
    }
    for (size_t i = 0; i < elements; i++) {
        a[i] = 2 * drand48() - 1;
        b[i] = 2 * drand48() - 1;
    }
    for (int run = 0; run < atoi(argv[2]); run++) {
        double start = cpu_seconds();
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a, n, b, n, 0, c, n);
        printf("%.4f\n", cpu_seconds() - start);
        fflush(stdout);
    }
    return 0;
}

/*
 * Hashes each line of a file by bcrypt with libxcrypt's crypt_r, on one thread. Prints CPU seconds.
 *
 *   bcrypt_lines COST FILE
 */
#define _GNU_SOURCE
#include <crypt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double cpu_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
    FILE *file = count == 3 ? fopen(arguments[2], "r") : NULL;
    if (file == NULL) {
        fprintf(stderr, "usage: bcrypt_lines COST FILE\n");
        return 2;
    }
    char setting[64];
    snprintf(setting, sizeof setting, "$2b$%02d$abcdefghijklmnopqrstuu", atoi(arguments[1]));
    static struct crypt_data data;
    char line[256];
    size_t lines = 0;
    double start = cpu_seconds();
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\r\n")] = 0;
        if (crypt_r(line, setting, &data) == NULL) {
            perror("crypt_r");
            return 1;
        }
        lines++;
    }
    double seconds = cpu_seconds() - start;
    printf("%.4f\n", seconds);
    return 0;
}

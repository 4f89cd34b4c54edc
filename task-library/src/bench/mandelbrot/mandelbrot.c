/*
 * What the tasks of a mandelbrot job do, in C with gcc's vector extensions: for every tile the escape
 * times (four rows of eight points at once, the same short cuts), the smooth colours, and the deflated
 * pixels. Prints the CPU seconds of: following the points, that and colours, all three; then the sum
 * of the steps as a check.
 *
 * mandelbrot SIZE MAX_ITERATIONS TILE RUNS [plain]
 *
 * plain: no cardioid, no disc, no search for cycles, and nothing but the points are followed.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

enum { LANES = 8, ROWS = 4, STRIDE = 8 };

typedef double vec __attribute__((vector_size(LANES * sizeof(double))));
typedef int64_t mask __attribute__((vector_size(LANES * sizeof(double))));

static const double BAILOUT = 65536;
static double log2_table[2049];
static uint32_t palette[4096];
static int max_iterations;
static int plain;

static inline int any(mask m) {
    int64_t all = 0;
    for (int i = 0; i < LANES; i++) all |= m[i];
    return all != 0;
}

static inline vec choose(mask m, vec yes, vec no) { return (vec)(((mask)yes & m) | ((mask)no & ~m)); }

/* The last steps again, one by one, for the points that escape in them. */
static void repeat(vec x, vec y, vec cx, double im, mask open, int n, int steps, double *counts,
                   double *squares) {
    vec cy = im - (vec){};
    vec found, sizes;
    memcpy(&found, counts, sizeof found);
    memcpy(&sizes, squares, sizeof sizes);
    for (int i = 1; i <= steps; i++) {
        vec t = x * x + (cx - y * y);
        y = (x + x) * y + cy;
        x = t;
        vec s = x * x + y * y;
        mask escaped = (s > BAILOUT) & open;
        found = choose(escaped, (double)(n + i) - (vec){}, found);
        sizes = choose(escaped, s, sizes);
        open &= ~escaped;
    }
    memcpy(counts, &found, sizeof found);
    memcpy(squares, &sizes, sizeof sizes);
}

static void follow(const double *re, const double *im, int step, double *counts, double *squares) {
    vec cx;
    memcpy(&cx, re, sizeof cx);
    mask open[ROWS];
    vec x[ROWS], y[ROWS], past_x[ROWS], past_y[ROWS], cy[ROWS];
    mask left = {};
    for (int r = 0; r < ROWS; r++) {
        double cy2 = im[r] * im[r];
        vec shifted = cx - 0.25, q = shifted * shifted + cy2, right = cx + 1;
        mask inside = (q * (q + shifted) <= 0.25 * cy2 * (1 - 1e-12) - 1e-15)
                      | (right * right + cy2 <= 0.0625 * (1 - 1e-12));
        open[r] = plain ? ~(mask){} : ~inside;
        left |= open[r];
        cy[r] = im[r] - (vec){};
        x[r] = y[r] = past_x[r] = past_y[r] = (vec){};
        for (int i = 0; i < LANES; i++) counts[r * step + i] = -1;
    }
    if (!any(left)) return;
    int n = 0, next_past = STRIDE;
    while (n <= max_iterations - STRIDE) {
        vec a[ROWS], b[ROWS];
#pragma GCC unroll 4
        for (int r = 0; r < ROWS; r++) {
            a[r] = x[r];
            b[r] = y[r];
        }
#pragma GCC unroll 8
        for (int i = 0; i < STRIDE; i++) {
#pragma GCC unroll 4
            for (int r = 0; r < ROWS; r++) {
                vec t = a[r] * a[r] + (cx - b[r] * b[r]);
                b[r] = (a[r] + a[r]) * b[r] + cy[r];
                a[r] = t;
            }
        }
        mask escaped[ROWS], some = {};
#pragma GCC unroll 4
        for (int r = 0; r < ROWS; r++) {
            escaped[r] = open[r] & ~(a[r] * a[r] + b[r] * b[r] <= BAILOUT);
            some |= escaped[r];
        }
        if (any(some)) {
            for (int r = 0; r < ROWS; r++) {
                if (any(escaped[r])) {
                    repeat(x[r], y[r], cx, im[r], escaped[r], n, STRIDE, counts + r * step,
                           squares + r * step);
                }
            }
        }
        n += STRIDE;
        left = (mask){};
#pragma GCC unroll 4
        for (int r = 0; r < ROWS; r++) {
            x[r] = a[r];
            y[r] = b[r];
            open[r] &= ~escaped[r];
            if (!plain) open[r] &= ~((x[r] == past_x[r]) & (y[r] == past_y[r]));
            left |= open[r];
        }
        if (!any(left)) return;
        if (n >= next_past) {
#pragma GCC unroll 4
            for (int r = 0; r < ROWS; r++) {
                past_x[r] = x[r];
                past_y[r] = y[r];
            }
            next_past = 2 * n;
        }
    }
    for (int r = 0; r < ROWS; r++) {
        repeat(x[r], y[r], cx, im[r], open[r], n, max_iterations - n, counts + r * step,
               squares + r * step);
    }
}

static inline double log2_of(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    double exponent = (double)((int)(bits >> 52) - 1023);
    uint64_t mantissa = bits & ((1ull << 52) - 1);
    int index = (int)(mantissa >> 41);
    double rest = (double)(int64_t)(mantissa & ((1ull << 41) - 1)) * 0x1p-41;
    return exponent + ((log2_table[index + 1] - log2_table[index]) * rest + log2_table[index]);
}

static inline uint32_t colour(double n, double squared) {
    if (n == -1) return 0;
    double count = n + 1 - log2_of(log2_of(squared) / 16);
    double cycles = (sqrt(count > 0 ? count : 0) - 1.2) / 7;
    return palette[(int)((cycles - floor(cycles)) * 4096) & 4095];
}

static double cpu_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc < 5) {
        fprintf(stderr, "usage: mandelbrot SIZE MAX_ITERATIONS TILE RUNS [plain]\n");
        return 2;
    }
    int size = atoi(argv[1]), tile = atoi(argv[3]), runs = atoi(argv[4]);
    max_iterations = atoi(argv[2]);
    plain = argc > 5;
    if (size % tile || tile % LANES || tile % ROWS) {
        fprintf(stderr, "SIZE must be a multiple of TILE and TILE of %d\n", LANES);
        return 2;
    }
    for (int i = 0; i <= 2048; i++) log2_table[i] = log2(1 + i / 2048.0);
    for (int i = 0; i < 4096; i++) palette[i] = (uint32_t)(i * 4096 + i);
    double *re = aligned_alloc(64, sizeof(double) * (size_t)tile);
    double *counts = aligned_alloc(64, sizeof(double) * (size_t)(tile * tile));
    double *squares = aligned_alloc(64, sizeof(double) * (size_t)(tile * tile));
    unsigned char *rgb = malloc((size_t)(tile * tile * 3));
    uLong room = compressBound((uLong)(tile * tile * 3));
    unsigned char *packed = malloc(room);
    memset(squares, 0, sizeof(double) * (size_t)(tile * tile));
    for (int run = 0; run < runs; run++) {
        double followed = 0, coloured = 0, deflated = 0, steps = 0;
        for (int top = 0; top < size; top += tile) {
            for (int at = 0; at < size; at += tile) {
                double start = cpu_seconds();
                for (int x = 0; x < tile; x++) re[x] = (at + x + 0.5 - size / 2.0) * 3 / size - 0.5;
                for (int y = 0; y < tile; y += ROWS) {
                    double im[ROWS];
                    for (int r = 0; r < ROWS; r++) {
                        im[r] = (size / 2.0 - (top + y + r) - 0.5) * 3 / size;
                    }
                    for (int x = 0; x < tile; x += LANES) {
                        follow(re + x, im, tile, counts + y * tile + x, squares + y * tile + x);
                    }
                }
                double one = cpu_seconds();
                followed += one - start;
                if (plain) continue;
                for (int i = 0; i < tile * tile; i++) {
                    uint32_t c = colour(counts[i], squares[i]);
                    rgb[3 * i] = (unsigned char)(c >> 16);
                    rgb[3 * i + 1] = (unsigned char)(c >> 8);
                    rgb[3 * i + 2] = (unsigned char)c;
                }
                double two = cpu_seconds();
                coloured += two - start;
                uLong length = room;
                compress2(packed, &length, rgb, (uLong)(tile * tile * 3), 1);
                deflated += cpu_seconds() - start;
                for (int i = 0; i < tile * tile; i++) steps += counts[i] > 0 ? counts[i] : 0;
            }
        }
        printf("%.4f %.4f %.4f %.0f\n", followed, coloured, deflated, steps);
        fflush(stdout);
    }
    return 0;
}

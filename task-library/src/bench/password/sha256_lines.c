/*
 * Reads a file, hashes each line of it by SHA-256 with OpenSSL's low-level functions and keeps the hashes in memory:
 * what a task of password-hash does, on one thread. Prints CPU seconds. Lines have 16 bytes or more
 * with their ends.
 *
 *   sha256_lines FILE
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SHORTEST_LINE = 16 };

static double cpu_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

static void *touched(size_t size) {
    void *bytes = malloc(size);
    if (bytes == NULL) {
        fprintf(stderr, "no memory\n");
        exit(1);
    }
    memset(bytes, '\n', size);
    return bytes;
}

int main(int count, char **arguments) {
    if (count != 2) {
        fprintf(stderr, "usage: sha256_lines FILE\n");
        return 2;
    }
    FILE *file = fopen(arguments[1], "rb");
    if (file == NULL) {
        perror(arguments[1]);
        return 1;
    }
    fseek(file, 0, SEEK_END);
    size_t size = (size_t) ftell(file);
    rewind(file);
    /* Memory that is there already: only work is measured. */
    char *bytes = touched(size);
    unsigned char *hashes = touched((size / SHORTEST_LINE + 1) * SHA256_DIGEST_LENGTH);

    double start = cpu_seconds();
    if (fread(bytes, 1, size, file) != size) {
        fprintf(stderr, "%s cannot be read\n", arguments[1]);
        return 1;
    }
    size_t lines = 0;
    for (char *line = bytes, *end = bytes + size; line < end; lines++) {
        char *feed = memchr(line, '\n', (size_t) (end - line));
        char *stop = feed == NULL ? end : feed;
        if (feed != NULL && feed - line < SHORTEST_LINE - 1) {
            fprintf(stderr, "line %zu is shorter than %d bytes\n", lines + 1, SHORTEST_LINE);
            return 1;
        }
        SHA256_CTX context;
        SHA256_Init(&context);
        SHA256_Update(&context, line, (size_t) (stop - line));
        SHA256_Final(hashes + lines * SHA256_DIGEST_LENGTH, &context);
        line = stop + 1;
    }
    double seconds = cpu_seconds() - start;
    printf("%.4f\n", seconds);
    /* So that the work cannot be left out. */
    fprintf(stderr, "the last hash begins %02x%02x\n", hashes[(lines - 1) * SHA256_DIGEST_LENGTH],
            hashes[(lines - 1) * SHA256_DIGEST_LENGTH + 1]);
    return 0;
}

/*
 * Hashes each line of a file by SHA-256 with OpenSSL's low-level functions and keeps the hashes in memory: what a task
 * of password-hash does, on one thread. Prints CPU seconds and hashes a second.
 *
 *   sha256_lines FILE
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double cpu_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

static char *read_all(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    fseek(file, 0, SEEK_END);
    *size = (size_t) ftell(file);
    rewind(file);
    char *bytes = malloc(*size + 1);
    if (bytes == NULL || fread(bytes, 1, *size, file) != *size) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(1);
    }
    fclose(file);
    return bytes;
}

int main(int count, char **arguments) {
    if (count != 2) {
        fprintf(stderr, "usage: sha256_lines FILE\n");
        return 2;
    }
    size_t size;
    char *bytes = read_all(arguments[1], &size);
    size_t capacity = 1;
    for (size_t i = 0; i < size; i++) {
        capacity += bytes[i] == '\n';
    }
    unsigned char *hashes = calloc(capacity, SHA256_DIGEST_LENGTH); /* zeroed: its pages are there before the clock starts */
    memset(hashes, 1, capacity * SHA256_DIGEST_LENGTH);

    double start = cpu_seconds();
    size_t lines = 0;
    for (char *line = bytes, *end = bytes + size; line < end; lines++) {
        char *feed = memchr(line, '\n', (size_t) (end - line));
        char *stop = feed == NULL ? end : feed;
        SHA256_CTX context;
        SHA256_Init(&context);
        SHA256_Update(&context, line, (size_t) (stop - line));
        SHA256_Final(hashes + lines * SHA256_DIGEST_LENGTH, &context);
        line = stop + 1;
    }
    double seconds = cpu_seconds() - start;
    printf("OpenSSL SHA-256: %zu lines, %.3f s of CPU, %.2f million/s (last hash begins %02x%02x)\n", lines, seconds,
           lines / seconds / 1e6, hashes[(lines - 1) * SHA256_DIGEST_LENGTH],
           hashes[(lines - 1) * SHA256_DIGEST_LENGTH + 1]);
    return 0;
}

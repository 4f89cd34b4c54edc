package io.gridmill.example.primes;

/** The numbers from {@code from} up to, not including, {@code to}. */
public record Range(long from, long to) {}

package io.gridmill.example.primes;

import io.gridmill.task.Parameters;

/**
 * What is counted.
 *
 * @param to primes below this number, 2 to 1e12
 * @param perTask numbers that one task looks at, 1,000 to 1e9
 */
public record PrimeCountParameters(long to, long perTask) {
    static final long MOST = 1_000_000_000_000L;

    static PrimeCountParameters read(Parameters source) {
        PrimeCountParameters parameters =
                new PrimeCountParameters(
                        source.number("to", 1_000_000, 2, MOST),
                        source.number("perTask", 100_000, 1_000, 1_000_000_000));
        source.done();
        return parameters;
    }
}

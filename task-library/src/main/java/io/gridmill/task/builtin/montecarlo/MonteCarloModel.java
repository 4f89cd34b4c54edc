package io.gridmill.task.builtin.montecarlo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** What one sample is; the estimate is the mean of the samples. */
public enum MonteCarloModel {
    /** 4 where a random point of the unit square lies in the quarter disc, else 0. */
    PI {
        @Override
        SampleSums sample(MonteCarloParameters parameters, RandomGenerator random, int samples) {
            long hits = 0;
            for (int i = 0; i < samples; i++) {
                // Whole numbers only: the centres of a grid of 2^31 by 2^31 cells.
                long bits = random.nextLong();
                long x = bits >>> 33;
                long y = bits & 0x7fff_ffffL;
                // (x + ½)² + (y + ½)² < 2^62, without the fractions; below 0 is a hit.
                hits += (x * (x + 1) + y * (y + 1) - (1L << 62)) >>> 63;
            }
            return new SampleSums(samples, 4.0 * hits, 16.0 * hits);
        }

        @Override
        double reference(MonteCarloParameters parameters) {
            return Math.PI;
        }
    },

    /** The discounted payoff of a European call where the price is a geometric Brownian motion. */
    OPTION_PRICE {
        @Override
        SampleSums sample(MonteCarloParameters parameters, RandomGenerator random, int samples) {
            EuropeanCall.Payoff payoff = parameters.call().payoff();
            double sum = 0;
            double sumOfSquares = 0;
            int i = 0;
            while (i < samples) {
                // Marsaglia's polar method: two normal numbers from a random point of the disc.
                double u = 2 * random.nextDouble() - 1;
                double v = 2 * random.nextDouble() - 1;
                double s = u * u + v * v;
                if (s >= 1 || s == 0) {
                    continue;
                }
                double factor = Math.sqrt(-2 * StrictMath.log(s) / s);
                double first = payoff.at(u * factor);
                double second = i + 1 < samples ? payoff.at(v * factor) : 0;
                sum += first + second;
                sumOfSquares += first * first + second * second;
                i += 2;
            }
            return new SampleSums(samples, sum, sumOfSquares);
        }

        @Override
        double reference(MonteCarloParameters parameters) {
            return parameters.call().price();
        }
    };

    /** The names as they stand in parameters. */
    static final List<String> NAMES = Arrays.stream(values()).map(MonteCarloModel::title).toList();

    static MonteCarloModel named(String title) {
        return values()[NAMES.indexOf(title)];
    }

    /** The name as it stands in parameters and answers. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Draws samples one after another; the same generator gives the same bits. */
    abstract SampleSums sample(
            MonteCarloParameters parameters, RandomGenerator random, int samples);

    /** What the estimate tends to. */
    abstract double reference(MonteCarloParameters parameters);
}

package io.gridmill.task.builtin.montecarlo;

import io.gridmill.task.Parameters;

/**
 * What is estimated, and how closely.
 *
 * @param model what one sample is
 * @param samples 1 to 1e12
 * @param seed chooses the random numbers
 * @param call the option of {@link MonteCarloModel#OPTION_PRICE}; unused by other models
 */
public record MonteCarloParameters(
        MonteCarloModel model, long samples, long seed, EuropeanCall call) {
    private static final double LEAST_PRICE = 0.0001;
    private static final double HIGHEST_PRICE = 1e9;

    static MonteCarloParameters read(Parameters source) {
        MonteCarloParameters parameters =
                new MonteCarloParameters(
                        MonteCarloModel.named(source.choice("model", "pi", MonteCarloModel.NAMES)),
                        source.number("samples", 10_000_000, 1, 1_000_000_000_000L),
                        source.number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                        new EuropeanCall(
                                source.decimal("spot", 100, LEAST_PRICE, HIGHEST_PRICE),
                                source.decimal("strike", 100, LEAST_PRICE, HIGHEST_PRICE),
                                source.decimal("rate", 0.05, -1, 1),
                                source.decimal("volatility", 0.2, 0.0001, 5),
                                source.decimal("maturity", 1, 0.001, 100)));
        source.done();
        return parameters;
    }
}

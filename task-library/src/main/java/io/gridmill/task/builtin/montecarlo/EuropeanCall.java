package io.gridmill.task.builtin.montecarlo;

/**
 * The right to buy at a fixed price on a fixed day, in the model of Black and Scholes. Uses {@link
 * StrictMath}: the same bits on every JVM.
 *
 * @param spot price of the underlying today, more than 0
 * @param strike price at which the holder may buy, more than 0
 * @param rate riskless rate per year, continuously compounded
 * @param volatility standard deviation of the log return per square root of a year, more than 0
 * @param maturity years until then, more than 0
 */
public record EuropeanCall(
        double spot, double strike, double rate, double volatility, double maturity) {

    /** The price by the closed formula. */
    double price() {
        double spread = volatility * Math.sqrt(maturity);
        double d1 =
                (StrictMath.log(spot / strike) + (rate + volatility * volatility / 2) * maturity)
                        / spread;
        double discount = StrictMath.exp(-rate * maturity);
        return spot * cumulativeNormal(d1) - strike * discount * cumulativeNormal(d1 - spread);
    }

    /** The discounted payoff as a function of a standard normal number. */
    Payoff payoff() {
        return new Payoff(
                (rate - volatility * volatility / 2) * maturity,
                volatility * Math.sqrt(maturity),
                spot,
                strike,
                StrictMath.exp(-rate * maturity));
    }

    /**
     * The payoff with its constants at hand.
     *
     * @param drift mean of the log return until maturity
     * @param spread its standard deviation
     * @param spot price today
     * @param strike price at which the holder may buy
     * @param discount what 1 at maturity is worth today
     */
    record Payoff(double drift, double spread, double spot, double strike, double discount) {

        double at(double normal) {
            double price = spot * StrictMath.exp(drift + spread * normal);
            return discount * Math.max(0, price - strike);
        }
    }

    /** The probability that a standard normal number is below x, good to about 1e-15. */
    static double cumulativeNormal(double x) {
        if (Math.abs(x) > 8.3) {
            return x > 0 ? 1 : 0;
        }
        // ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …), as in Marsaglia, "Evaluating the normal
        // distribution", 2004.
        double term = x;
        double sum = x;
        double before = 0;
        for (int i = 3; sum != before; i += 2) {
            before = sum;
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}

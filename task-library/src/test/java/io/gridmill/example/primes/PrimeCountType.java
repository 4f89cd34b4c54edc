package io.gridmill.example.primes;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Codec;
import io.gridmill.task.ItemReader;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskType;
import java.util.Optional;

/** Counts the prime numbers below a limit. */
public final class PrimeCountType implements TaskType<PrimeCountParameters, Range, Long> {

    @Override
    public String name() {
        return "prime-count";
    }

    @Override
    public String summary() {
        return "Counts the prime numbers below a limit.";
    }

    @Override
    public PrimeCountParameters parameters(Parameters source) {
        return PrimeCountParameters.read(source);
    }

    @Override
    public Split<Range> split(PrimeCountParameters parameters, JobInput input) {
        long perTask = parameters.perTask();
        return Split.indexed(
                Math.ceilDiv(parameters.to(), perTask),
                n -> new Range(n * perTask, Math.min((n + 1) * perTask, parameters.to())));
    }

    @Override
    public Long run(PrimeCountParameters parameters, Range range, TaskContext context) {
        long primes = 0;
        for (long n = range.from(); n < range.to(); n++) {
            if (n % 1_000 == 0) {
                context.checkStopped();
                context.progress((n - range.from()) / (double) (range.to() - range.from()));
            }
            if (isPrime(n)) {
                primes++;
            }
        }
        return primes;
    }

    private static boolean isPrime(long n) {
        for (long divisor = 2; divisor * divisor <= n; divisor++) {
            if (n % divisor == 0) {
                return false;
            }
        }
        return n >= 2;
    }

    @Override
    public Codec<Long> resultCodec() {
        return Codec.longs();
    }

    @Override
    public Aggregator<PrimeCountParameters> aggregator() {
        return Aggregator.reducing(
                Codec.longs(), 0L, Long::sum, count -> "{\"primes\":" + count + "}");
    }

    @Override
    public Codec<Range> itemCodec() {
        return Codec.json(Range.class);
    }

    @Override
    public Optional<ItemReader<PrimeCountParameters, Range>> addedItems() {
        return Optional.of(PrimeCountType::readRange);
    }

    private static Range readRange(PrimeCountParameters parameters, Parameters item) {
        Range range =
                new Range(
                        item.number("from", 0, 0, PrimeCountParameters.MOST),
                        item.number("to", parameters.to(), 0, PrimeCountParameters.MOST));
        if (range.to() < range.from()) {
            item.error("to", "range", "must not be below from, is " + range.to());
        }
        item.done();
        return range;
    }
}

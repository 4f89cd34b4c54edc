package io.gridmill.task.builtin.montecarlo;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The samples of one task.
 *
 * @param number the task's, from 0
 * @param samples how many, 1 to {@value #SIZE}
 */
public record SampleChunk(long number, int samples) {
    /** Samples of every chunk but the last. Part of the meaning of a seed: never change it. */
    static final int SIZE = 1_000_000;

    /**
     * L64X128MixRandom of the LXM family (Steele and Vigna, 2021), the JDK's recommendation for
     * many parallel streams: its additive parameter chooses one of 2^63 independent generators, so
     * that each chunk has its own without knowing the others. (Jumping ahead, as xoshiro does,
     * would cost chunk n n jumps; splitting would too.)
     */
    private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
            RandomGeneratorFactory.of("L64X128MixRandom");

    /** 2^64 divided by the golden ratio, odd: the step of SplitMix64. */
    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

    static SampleChunk of(long number, long allSamples) {
        return new SampleChunk(
                number, (int) Math.min(SIZE, allSamples - Math.multiplyExact(number, (long) SIZE)));
    }

    /** The chunk's generator at its start; another for every seed and chunk. */
    RandomGenerator random(long seed) {
        long base = mix(seed) + number;
        ByteBuffer state = ByteBuffer.allocate(32);
        state.putLong(number << 1 | 1); // the additive parameter, which must be odd
        for (int i = 1; i < 4; i++) {
            state.putLong(mix(base + i * GOLDEN));
        }
        return GENERATORS.create(state.array());
    }

    /** The finaliser of SplitMix64 (Stafford's mix 13): a bijection that spreads every bit. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return mixed ^ (mixed >>> 31);
    }
}

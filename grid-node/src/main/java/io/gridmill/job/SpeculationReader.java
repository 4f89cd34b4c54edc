package io.gridmill.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads {@code speculation} of a job: true, false, or an object that says when. */
final class SpeculationReader {
    private static final String FIELD = "speculation";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private SpeculationReader() {}

    /** What was asked for; null for the grid's default. */
    static @Nullable Speculation read(RequestFields job) {
        JsonNode value = job.find(FIELD);
        if (value == null) {
            return null;
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? Speculation.USUAL : Speculation.OFF;
        }
        if (!(value instanceof ObjectNode object)) {
            String is = RequestFields.shown(value);
            job.error(FIELD, "type", "must be true, false or an object, is " + is);
            return null;
        }
        RequestFields fields = job.inside(FIELD, object);
        Speculation usual = Speculation.USUAL;
        double multiplier = fields.decimal("multiplier", usual.multiplier(), 1.1, 100);
        double quantile = fields.decimal("quantile", usual.quantile(), 0.1, 1);
        Duration least = fields.duration("minRunTime", SHORTEST, LONGEST);
        fields.done();
        return new Speculation(
                true, multiplier, quantile, least == null ? usual.minRunTime() : least);
    }
}

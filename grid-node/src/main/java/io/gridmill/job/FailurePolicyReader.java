package io.gridmill.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how many failed tasks a job bears: {@code "continue"}, {@code {"tolerate":"5%"}}. */
final class FailurePolicyReader {
    private static final String NAME = "failurePolicy";
    private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d{1,6})?%");
    private static final String RULE =
            "must be \"fail-fast\", \"continue\" or {\"tolerate\": \"5%\"} or {\"tolerate\": 3}";

    private FailurePolicyReader() {}

    static FailurePolicy read(RequestFields job) {
        JsonNode value = job.find(NAME);
        if (value == null) {
            return new FailurePolicy.FailFast();
        }
        if (value instanceof ObjectNode object) {
            return tolerate(job.inside(NAME, object));
        }
        String text = value.asText();
        if (text.equals(new FailurePolicy.Continue().text())) {
            return new FailurePolicy.Continue();
        }
        if (!text.equals(new FailurePolicy.FailFast().text())) {
            job.error(NAME, "choice", RULE + ", is " + RequestFields.shown(value));
        }
        return new FailurePolicy.FailFast();
    }

    private static FailurePolicy tolerate(RequestFields fields) {
        JsonNode value = fields.find("tolerate");
        fields.done();
        FailurePolicy policy = value == null ? null : policy(value);
        if (policy == null) {
            fields.error(
                    "tolerate",
                    "format",
                    "must be a number of tasks, 0 or more, or a share such as \"5%\", is "
                            + (value == null ? "missing" : RequestFields.shown(value)));
            return new FailurePolicy.FailFast();
        }
        return policy;
    }

    private static @Nullable FailurePolicy policy(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0) {
            return new FailurePolicy.Tolerate(value.longValue());
        }
        if (value.isTextual() && PERCENT.matcher(value.textValue()).matches()) {
            String text = value.textValue();
            double percent = Double.parseDouble(text.substring(0, text.length() - 1));
            return percent <= 100 ? new FailurePolicy.TolerateShare(percent) : null;
        }
        return null;
    }
}

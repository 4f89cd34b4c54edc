package io.gridmill.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code strategy} and {@code requires} of a job. */
final class PlacementReader {
    /** Entries of {@code requires.labels} and of {@code requires.resources}, values of a label. */
    static final int MOST = 16;

    private static final int LONGEST_VALUE = 255;

    private final RequestFields job;

    PlacementReader(RequestFields job) {
        this.job = job;
    }

    @Nullable Strategy strategy() {
        String text = job.text("strategy");
        if (text == null) {
            return null;
        }
        Optional<Strategy> strategy = Strategy.of(text);
        if (strategy.isEmpty()) {
            String choices = String.join(", ", Strategy.texts());
            job.error("strategy", "choice", "must be one of " + choices + ", is \"" + text + '"');
        }
        return strategy.orElse(null);
    }

    Needs needs() {
        ObjectNode object = job.object("requires");
        if (object == null) {
            return Needs.NONE;
        }
        RequestFields requires = job.inside("requires", object);
        Map<String, List<String>> labels = labels(requires);
        Map<String, Long> resources = resources(requires);
        requires.done();
        return new Needs(labels, resources);
    }

    private static Map<String, List<String>> labels(RequestFields requires) {
        Map<String, List<String>> labels = new TreeMap<>();
        ObjectNode object = limited(requires, "labels");
        if (object != null) {
            RequestFields fields = requires.inside("labels", object);
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                labels.put(entry.getKey(), values(fields, entry.getKey(), entry.getValue()));
            }
        }
        return labels;
    }

    private static @Nullable ObjectNode limited(RequestFields requires, String name) {
        ObjectNode object = requires.object(name);
        if (object != null && object.size() > MOST) {
            String size = "must have at most " + MOST + " entries, has " + object.size();
            requires.error(name, "range", size);
            return null;
        }
        return object;
    }

    /** One value or several, of which any will do. */
    private static List<String> values(RequestFields fields, String key, JsonNode value) {
        Set<String> values = new LinkedHashSet<>();
        List<JsonNode> given = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(given::add);
        } else {
            given.add(value);
        }
        for (JsonNode one : given) {
            if (!one.isTextual() || one.textValue().length() > LONGEST_VALUE) {
                fields.error(
                        key,
                        "type",
                        "must be a string of at most 255 characters or an array of such, of which"
                                + " any will do; is "
                                + RequestFields.shown(one));
                return List.of();
            }
            values.add(one.textValue());
        }
        if (values.isEmpty() || values.size() > MOST) {
            fields.error(
                    key,
                    "range",
                    "must name 1 to "
                            + MOST
                            + " values, names "
                            + values.size()
                            + (values.isEmpty() ? ": no node could ever have it" : ""));
        }
        return List.copyOf(values);
    }

    private static Map<String, Long> resources(RequestFields requires) {
        Map<String, Long> resources = new TreeMap<>();
        ObjectNode object = limited(requires, "resources");
        if (object != null) {
            RequestFields fields = requires.inside("resources", object);
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                String name = entry.getKey();
                if (!Amounts.isName(name)) {
                    fields.error(
                            name,
                            "format",
                            "is no name of a resource: lower case letters, digits, '.', '_' and"
                                    + " '-', at most 32, are allowed");
                }
                amount(fields, name, entry.getValue()).ifPresent(a -> resources.put(name, a));
            }
        }
        return resources;
    }

    private static Optional<Long> amount(RequestFields fields, String name, JsonNode value) {
        String text =
                value.isTextual()
                        ? value.textValue()
                        : value.isNumber() ? value.decimalValue().toPlainString() : "";
        Optional<Long> amount = Amounts.parse(text).filter(a -> a > 0);
        if (amount.isEmpty()) {
            fields.error(
                    name,
                    "range",
                    "must be an amount above 0 such as 1, 0.5 or \"2GiB\", is "
                            + RequestFields.shown(value));
        }
        return amount;
    }
}

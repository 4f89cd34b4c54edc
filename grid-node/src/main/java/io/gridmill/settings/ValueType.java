package io.gridmill.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.job.Amounts;
import io.gridmill.job.DurationText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What values a key may have. A value is a text, written in one way only however it was given, so
 * that two are the same when their texts are.
 */
public sealed interface ValueType {

    /** The one text for a value that was given as text; empty where it is not allowed. */
    Optional<String> parse(String text);

    /** A value, as it stands after {@link #parse}, in JSON. */
    JsonNode json(String value);

    /** What is allowed, to follow the word "allowed:". */
    String allowed();

    /** The one text for a value that was given as JSON; empty where it is not allowed. */
    default Optional<String> parse(JsonNode json) {
        return json.isValueNode() ? parse(json.asText()) : Optional.empty();
    }

    /**
     * A whole number, or a word in its place.
     *
     * @param word empty for none
     */
    record Whole(long min, long max, String word) implements ValueType {
        Whole(long min, long max) {
            this(min, max, "");
        }

        @Override
        public Optional<String> parse(String text) {
            if (!word.isEmpty() && text.equals(word)) {
                return Optional.of(word);
            }
            String digits = text.replace("_", "");
            if (!digits.matches("\\d{1,18}")) {
                return Optional.empty();
            }
            long number = Long.parseLong(digits);
            return number < min || number > max
                    ? Optional.empty()
                    : Optional.of(Long.toString(number));
        }

        @Override
        public JsonNode json(String value) {
            return value.equals(word)
                    ? JsonNodeFactory.instance.textNode(value)
                    : JsonNodeFactory.instance.numberNode(Long.parseLong(value));
        }

        @Override
        public String allowed() {
            String range = String.format(Locale.ROOT, "%,d to %,d", min, max);
            return word.isEmpty() ? range : word + ", or " + range;
        }
    }

    /** Bytes: a whole number, or with a unit such as {@code 256GiB}. */
    record Size(long min, long max) implements ValueType {
        @Override
        public Optional<String> parse(String text) {
            return Amounts.parse(text.replace("_", ""))
                    .filter(thousandths -> thousandths % 1_000 == 0)
                    .map(thousandths -> thousandths / 1_000)
                    .filter(bytes -> bytes >= min && bytes <= max)
                    .map(bytes -> Long.toString(bytes));
        }

        @Override
        public JsonNode json(String value) {
            return JsonNodeFactory.instance.numberNode(Long.parseLong(value));
        }

        @Override
        public String allowed() {
            return "bytes, also as 64MiB or 2GiB, "
                    + min
                    + " to "
                    + Amounts.text("memory", max * 1_000);
        }
    }

    /** A number with a fraction, above or at {@code min}. */
    record Decimal(double min, boolean above, double max) implements ValueType {
        @Override
        public Optional<String> parse(String text) {
            try {
                BigDecimal exact = new BigDecimal(text);
                double number = exact.doubleValue();
                boolean low = above ? !(number > min) : !(number >= min);
                return low || number > max || exact.scale() > 100
                        ? Optional.empty()
                        : Optional.of(exact.stripTrailingZeros().toPlainString());
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        }

        @Override
        public JsonNode json(String value) {
            return JsonNodeFactory.instance.numberNode(Double.parseDouble(value));
        }

        @Override
        public String allowed() {
            return (above ? "above " : "")
                    + plain(min)
                    + (above ? ", up to " : " to ")
                    + plain(max);
        }

        private static String plain(double number) {
            return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        }
    }

    /** True or false. */
    record Flag() implements ValueType {
        @Override
        public Optional<String> parse(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            return lower.equals("true") || lower.equals("false")
                    ? Optional.of(lower)
                    : Optional.empty();
        }

        @Override
        public JsonNode json(String value) {
            return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(value));
        }

        @Override
        public String allowed() {
            return "true or false";
        }
    }

    /** A span of time. */
    record Time(Duration min, Duration max) implements ValueType {
        @Override
        public Optional<String> parse(String text) {
            return DurationText.parse(text)
                    .filter(time -> time.compareTo(min) >= 0 && time.compareTo(max) <= 0)
                    .map(DurationText::of);
        }

        @Override
        public JsonNode json(String value) {
            return JsonNodeFactory.instance.textNode(value);
        }

        @Override
        public String allowed() {
            return "a time, " + DurationText.of(min) + " to " + DurationText.of(max);
        }
    }

    /**
     * One of some words.
     *
     * @param others further spellings of some of them
     */
    record Choice(List<String> words, Map<String, String> others) implements ValueType {
        Choice(String... words) {
            this(List.of(words), Map.of());
        }

        @Override
        public Optional<String> parse(String text) {
            String word = others.getOrDefault(text, text);
            return words.contains(word) ? Optional.of(word) : Optional.empty();
        }

        @Override
        public JsonNode json(String value) {
            return JsonNodeFactory.instance.textNode(value);
        }

        @Override
        public String allowed() {
            String last = words.getLast();
            return words.size() == 1
                    ? last
                    : String.join(", ", words.subList(0, words.size() - 1)) + " or " + last;
        }
    }

    /** A text of a form. */
    record Text(Pattern form, String allowed) implements ValueType {
        @Override
        public Optional<String> parse(String text) {
            return form.matcher(text).matches() ? Optional.of(text) : Optional.empty();
        }

        @Override
        public JsonNode json(String value) {
            return JsonNodeFactory.instance.textNode(value);
        }
    }

    /**
     * A list of texts of a form, none of which has a comma; as text with commas between them.
     *
     * @param all a word for the empty list; empty for none
     */
    record Texts(Pattern form, int most, String all, String allowed) implements ValueType {
        @Override
        public Optional<String> parse(String text) {
            return text.isBlank() || (!all.isEmpty() && text.equals(all))
                    ? Optional.of("")
                    : parse(List.of(text.split(",", -1)));
        }

        @Override
        public Optional<String> parse(JsonNode json) {
            if (!json.isArray()) {
                return ValueType.super.parse(json);
            }
            List<String> texts = new ArrayList<>();
            for (JsonNode element : json) {
                texts.add(element.isTextual() ? element.textValue() : ",");
            }
            return parse(texts);
        }

        private Optional<String> parse(List<String> texts) {
            List<String> all = texts.stream().map(String::strip).distinct().toList();
            boolean right = all.size() <= most && all.stream().allMatch(form.asMatchPredicate());
            return right ? Optional.of(String.join(",", all)) : Optional.empty();
        }

        /** The texts of a value. */
        static List<String> of(String value) {
            return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
        }

        @Override
        public JsonNode json(String value) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            of(value).forEach(array::add);
            return array;
        }
    }

    /**
     * Texts by key: an object, or {@code KEY=VALUE} with commas between them where no value has one.
     *
     * @param value what a value must be like
     */
    record Pairs(Pattern key, Pattern value, int most, String allowed) implements ValueType {
        private static final ObjectMapper JSON = new ObjectMapper();

        @Override
        public Optional<String> parse(String text) {
            if (text.isBlank()) {
                return Optional.of("{}");
            }
            if (text.startsWith("{")) {
                try {
                    return parse(JSON.readTree(text));
                } catch (JsonProcessingException _) {
                    return Optional.empty();
                }
            }
            Map<String, String> pairs = new TreeMap<>();
            for (String pair : text.split(",", -1)) {
                int equals = pair.indexOf('=');
                if (equals < 0) {
                    return Optional.empty();
                }
                pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
            }
            return parse(pairs);
        }

        @Override
        public Optional<String> parse(JsonNode json) {
            if (!json.isObject()) {
                return ValueType.super.parse(json);
            }
            Map<String, String> pairs = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : json.properties()) {
                if (!field.getValue().isValueNode() || field.getValue().isNull()) {
                    return Optional.empty();
                }
                pairs.put(field.getKey(), field.getValue().asText());
            }
            return parse(pairs);
        }

        private Optional<String> parse(Map<String, String> pairs) {
            boolean right =
                    pairs.size() <= most
                            && pairs.keySet().stream().allMatch(key.asMatchPredicate())
                            && pairs.values().stream().allMatch(value.asMatchPredicate());
            return right ? Optional.of(text(pairs)) : Optional.empty();
        }

        /** The value of some pairs. */
        static String text(Map<String, String> pairs) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            new TreeMap<>(pairs).forEach(object::put);
            return object.toString();
        }

        /** The pairs of a value. */
        static Map<String, String> of(String value) {
            try {
                Map<String, String> pairs = new TreeMap<>();
                for (Map.Entry<String, JsonNode> field : JSON.readTree(value).properties()) {
                    pairs.put(field.getKey(), field.getValue().asText());
                }
                return pairs;
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("No pairs: " + value, e);
            }
        }

        @Override
        public JsonNode json(String value) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            of(value).forEach(object::put);
            return object;
        }
    }
}

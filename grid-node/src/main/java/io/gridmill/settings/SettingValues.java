package io.gridmill.settings;

import io.gridmill.job.Amounts;
import io.gridmill.job.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Values of keys, as {@link ValueType#parse(String)} gives them, for programs. */
public final class SettingValues {
    private SettingValues() {}

    /** A span of time. */
    public static Duration time(String value) {
        return DurationText.parse(value)
                .orElseThrow(() -> new IllegalArgumentException("No time: " + value));
    }

    /** A list of texts. */
    public static List<String> texts(String value) {
        return ValueType.Texts.of(value);
    }

    /** The value of a list of texts. */
    public static String of(List<String> texts) {
        return String.join(",", texts);
    }

    /** Texts by key. */
    public static Map<String, String> pairs(String value) {
        return ValueType.Pairs.of(value);
    }

    /** The value of texts by key. */
    public static String of(Map<String, String> pairs) {
        return ValueType.Pairs.text(pairs);
    }

    /** For people: pairs as {@code a=1,b=2}, an empty list as its word, bytes as {@code 2GiB}. */
    public static String shown(Setting setting, String value) {
        return switch (setting.type()) {
            case ValueType.Pairs _ ->
                    String.join(
                            ",",
                            pairs(value).entrySet().stream()
                                    .map(pair -> pair.getKey() + "=" + pair.getValue())
                                    .toList());
            case ValueType.Texts texts -> value.isEmpty() ? texts.all() : value;
            case ValueType.Size _ -> Amounts.text("memory", Long.parseLong(value) * 1_000);
            case ValueType.Whole _,
                    ValueType.Decimal _,
                    ValueType.Flag _,
                    ValueType.Time _,
                    ValueType.Choice _,
                    ValueType.Text _ ->
                    value;
        };
    }
}

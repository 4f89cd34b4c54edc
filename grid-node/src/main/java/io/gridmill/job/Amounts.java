package io.gridmill.job;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts of a resource as people write them: {@code 2}, {@code 0.5}, {@code 2GiB}, {@code 500MB}.
 * Held in thousandths, so that adding and taking away is exact.
 */
public final class Amounts {
    /** The largest amount, a thousand million million of a unit (1 PB where the unit is a byte). */
    public static final long MAX = 1_000_000_000_000_000_000L;

    private static final int LONGEST_TEXT = 32;
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,31}");
    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]{1,3})?) ?([A-Za-z]*)");
    private static final Map<String, Long> UNITS =
            Map.ofEntries(
                    Map.entry("", 1L),
                    Map.entry("B", 1L),
                    Map.entry("k", 1_000L),
                    Map.entry("kB", 1_000L),
                    Map.entry("M", 1_000_000L),
                    Map.entry("MB", 1_000_000L),
                    Map.entry("G", 1_000_000_000L),
                    Map.entry("GB", 1_000_000_000L),
                    Map.entry("Ki", 1L << 10),
                    Map.entry("KiB", 1L << 10),
                    Map.entry("Mi", 1L << 20),
                    Map.entry("MiB", 1L << 20),
                    Map.entry("Gi", 1L << 30),
                    Map.entry("GiB", 1L << 30),
                    Map.entry("Ti", 1L << 40),
                    Map.entry("TiB", 1L << 40));

    private Amounts() {}

    /** Whether a resource may be called so: 1 to 32 lower case letters, digits, '.', '_', '-'. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** An amount in thousandths; empty when it is none, is negative, or is beyond {@link #MAX}. */
    public static Optional<Long> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.length() > LONGEST_TEXT || !form.matches()) {
            return Optional.empty();
        }
        Long unit = UNITS.get(form.group(2));
        if (unit == null) {
            return Optional.empty();
        }
        BigDecimal amount =
                new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit)).multiply(THOUSAND);
        return amount.compareTo(BigDecimal.valueOf(MAX)) > 0
                ? Optional.empty()
                : Optional.of(amount.longValue());
    }

    /** An amount of a resource for people: {@code 2}, {@code 0.5}; memory as {@code 2GiB}. */
    public static String text(String resource, long thousandths) {
        long whole = thousandths / 1_000;
        if (resource.equals("memory") && thousandths % 1_000 == 0) {
            for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
                long size = UNITS.getOrDefault(unit, 1L);
                if (whole > 0 && whole % size == 0) {
                    return whole / size + unit;
                }
            }
        }
        return BigDecimal.valueOf(thousandths, 3).stripTrailingZeros().toPlainString();
    }
}

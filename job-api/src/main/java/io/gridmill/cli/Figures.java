package io.gridmill.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and times as people read them, the same in every locale. */
final class Figures {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Figures() {}

    /** 1,234,567. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A rate with as many digits as mean something: 0.52, 7.5, 1,234. */
    static String rate(double perSecond) {
        if (!Double.isFinite(perSecond)) {
            return "-";
        }
        String format = perSecond < 1 ? "%.2f" : perSecond < 10 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, format, perSecond);
    }

    /** 45%, never 100% before all is done. */
    static String percent(double share) {
        return (int) Math.floor(share * 100 + 1e-9) + "%";
    }

    /** 12 KiB. */
    static String bytes(long number) {
        double value = number;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        String format = unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, format, value, UNITS[unit]);
    }

    /** 0.25s, 12.3s, 4m05s, 2h07m, 3d04h. */
    static String duration(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            String format = seconds < 1 ? "%.2fs" : "%.1fs";
            return String.format(Locale.ROOT, format, time.toMillis() / 1000.0);
        }
        if (seconds < 3600) {
            return pair(seconds / 60, "m", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return pair(seconds / 3600, "h", seconds / 60 % 60, "m");
        }
        return pair(seconds / 86_400, "d", seconds / 3600 % 24, "h");
    }

    /** 2026-01-31T12:00:00Z, or a dash. */
    static String time(@Nullable Instant time) {
        return time == null ? "-" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String pair(long first, String firstUnit, long second, String secondUnit) {
        return String.format(Locale.ROOT, "%d%s%02d%s", first, firstUnit, second, secondUnit);
    }
}

package io.gridmill.api;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import java.util.regex.Pattern;

/** Checks what stands in paths before the grid sees it. */
final class Ids {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    // A node's id begins with its name, which its owner chose.
    private static final Pattern NODE = Pattern.compile("[^\\p{Cntrl}/]{1,200}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private Ids() {}

    static String job(String id) {
        return checked(ID, id, "A job's id has letters, digits, '.', '_' and '-' only");
    }

    static String schedule(String name) {
        return checked(ID, name, "A schedule's name has letters, digits, '.', '_' and '-' only");
    }

    static String node(String id) {
        return checked(NODE, id, "A node's id has 1 to 200 characters");
    }

    static long task(String number) {
        return Long.parseLong(checked(NUMBER, number, "A task's number is a whole number from 0"));
    }

    static String digest(String digest) {
        return checked(DIGEST, digest, "A digest is a SHA-256 in 64 lower case hexadecimal digits");
    }

    private static String checked(Pattern pattern, String value, String rule) {
        if (!pattern.matcher(value).matches()) {
            throw new GridException(ErrorCode.BAD_REQUEST, rule);
        }
        return value;
    }
}

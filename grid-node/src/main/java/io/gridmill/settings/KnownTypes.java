package io.gridmill.settings;

import java.util.regex.Pattern;

/** The types of keys that are texts, and what the texts must be like. */
final class KnownTypes {
    static final ValueType NAME =
            new ValueType.Text(
                    Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}"),
                    "1 to 63 letters, digits, '.', '_' and '-', the first a letter or digit");

    static final ValueType HOST =
            new ValueType.Text(
                    Pattern.compile("[^\\s:,]{1,255}"),
                    "one IPv4 address of this machine, or a name of it");

    static final ValueType ADDRESSES =
            new ValueType.Texts(
                    Pattern.compile("[^:\\s,]{1,255}(:\\d{1,5})?"),
                    1_000,
                    "",
                    "up to 1,000 of HOST:PORT");

    static final ValueType TASK_TYPES =
            new ValueType.Texts(
                    Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}"),
                    1_000,
                    "all",
                    "all, or names of task types");

    static final ValueType LABELS =
            new ValueType.Pairs(
                    Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,62}"),
                    Pattern.compile("\\P{Cntrl}{0,255}"),
                    64,
                    "up to 64 pairs of KEY=VALUE; keys of 1 to 63 letters, digits, '.', '_', '-',"
                            + " '/', values of up to 255 characters");

    static final ValueType RESOURCES =
            new ValueType.Pairs(
                    Pattern.compile("[a-z][a-z0-9._-]{0,31}"),
                    Pattern.compile("\\d{1,15}(\\.\\d{1,3})? ?(B|kB?|MB?|GB?|[KMGT]iB?)?"),
                    32,
                    "up to 32 pairs of NAME=AMOUNT, such as gpu=2 or memory=48GiB");

    static final ValueType STORE_URL =
            new ValueType.Text(
                    Pattern.compile("|jdbc:(sqlite|postgresql):\\P{Cntrl}{1,1000}"),
                    "jdbc:sqlite:FILE or jdbc:postgresql://HOST:PORT/DATABASE");

    static final ValueType LINE =
            new ValueType.Text(Pattern.compile("\\P{Cntrl}{0,1000}"), "up to 1,000 characters");

    static final ValueType DIRECTORY =
            new ValueType.Text(Pattern.compile("\\P{Cntrl}{1,1000}"), "a directory");

    private KnownTypes() {}
}

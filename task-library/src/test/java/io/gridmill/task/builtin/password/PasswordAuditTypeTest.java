package io.gridmill.task.builtin.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.task.BadParametersException;
import io.gridmill.task.ByteRange;
import io.gridmill.task.BytesInput;
import io.gridmill.task.JobInput;
import io.gridmill.task.LocalContext;
import io.gridmill.task.LocalHints;
import io.gridmill.task.LocalRun;
import io.gridmill.task.Source;
import io.gridmill.task.TaskFailure;
import io.gridmill.task.TaskResult;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypeContract;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
final class PasswordAuditTypeTest
        extends TaskTypeContract<PasswordAuditParameters, AuditPart, AuditTally> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SECRET = "Tr0ub4dor-planted";
    private static final String SLOW =
            "$pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$"
                    + "hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ";

    /** All of the word {@code password}, and one of another. */
    private static final List<String> MIXED =
            List.of(
                    "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
                    "",
                    "B109F3BBBC244EB82441917ED06D618B9008DD09B3BEFD1B5E07394C706A8BB9"
                            + "80B1D7785E5976EC049B46DF5F1326AF5A2EA6D103FD07C95385FFAB0CACBC86",
                    SLOW,
                    "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$"
                            + "bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
                    "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                    SLOW.replace("tmQ", "tmA"),
                    SLOW);

    @Override
    protected TaskType<PasswordAuditParameters, AuditPart, AuditTally> type() {
        return new PasswordAuditType();
    }

    @Override
    protected String sampleParameters() {
        return parameters("hashes", MIXED).toString();
    }

    @Override
    protected JobInput sampleInput() {
        return list(words());
    }

    /** {@code password} on lines 30 and 31, {@code U*U} on the last one. */
    private static List<String> words() {
        List<String> words = new ArrayList<>();
        for (int i = 1; i < 30; i++) {
            words.add("word" + i);
        }
        words.addAll(List.of("password", "password", "", "U*U"));
        return words;
    }

    private static final String FOUND =
            """
            {"hash":1,"word":30}
            {"hash":3,"word":30}
            {"hash":4,"word":30}
            {"hash":5,"word":30}
            {"hash":6,"word":33}
            {"hash":8,"word":30}
            """;

    @Test
    void everyKindOfHashIsFoundWhicheverListIsTheInput() throws Exception {
        assertEquals(FOUND, answer(parameters("hashes", MIXED), list(words())));
        assertEquals(FOUND, answer(parameters("words", words()), list(MIXED)));
        ObjectNode both = parameters("hashes", MIXED).setAll(parameters("words", words()));
        assertEquals(FOUND, answer(both, JobInput.none()));
    }

    @Test
    void listsMayBeTexts() throws Exception {
        ObjectNode hashes = JSON.createObjectNode().put("hashes", String.join("\r\n", MIXED));
        assertEquals(FOUND, answer(hashes, list(words())));
    }

    @Test
    void nothingToFind() throws Exception {
        assertEquals("", answer(parameters("hashes", MIXED), list(List.of())));
        assertEquals("", answer(parameters("hashes", MIXED), list(List.of("x", "y"))));
        assertEquals("", answer(parameters("words", List.of("password")), list(List.of())));
        assertEquals("", answer(parameters("words", List.of("x")), list(MIXED)));
    }

    /** Ranges of any length, each with its slices: the tasks of a large job made by hand. */
    @Test
    void anyDivisionGivesTheSameAnswer() throws Exception {
        for (String listed : List.of("hashes", "words")) {
            boolean hashes = listed.equals("hashes");
            List<String> words = List.of("a", "password", "", "password", "U*U", "b");
            JobInput input = list(hashes ? words : MIXED);
            LocalRun<PasswordAuditParameters, AuditPart, AuditTally> run =
                    LocalRun.of(
                            type(), parameters(listed, hashes ? MIXED : words).toString(), input);
            String expected = text(run.answer());
            assertEquals(6, expected.lines().count(), expected);
            int items = hashes ? run.parameters().hashes().size() : words.size();
            for (long length : new long[] {1, 2, 7, 13, 100, 1000}) {
                for (int slice : new int[] {1, 2, 5, 10}) {
                    List<TaskResult> results = new ArrayList<>();
                    for (long n = 0; n < Math.ceilDiv(input.size(), length); n++) {
                        for (int from = 0; from < items; from += slice) {
                            int to = Math.min(items, from + slice);
                            ByteRange range = ByteRange.of(n, length, input.size());
                            long task = results.size();
                            byte[] bytes =
                                    run.run(
                                            new AuditPart(range, from, to),
                                            LocalContext.of(task, 1, input));
                            results.add(new TaskResult(task, Source.of(bytes)));
                        }
                    }
                    for (int block : new int[] {1, 3, 1000}) {
                        assertEquals(expected, text(run.finish(run.fold(results, block))));
                    }
                }
            }
        }
    }

    /** Any order, any division, some hints lost: the first word of each hash is named. */
    @Test
    void whatTasksTellEachOtherChangesNoAnswer() throws Exception {
        List<String> words = List.of("a", "password", "", "password", "U*U", "b", "password");
        for (boolean hashes : List.of(true, false)) {
            JobInput input = list(hashes ? words : MIXED);
            ObjectNode parameters =
                    hashes ? parameters("hashes", MIXED) : parameters("words", words);
            LocalRun<PasswordAuditParameters, AuditPart, AuditTally> run =
                    LocalRun.of(type(), parameters.toString(), input);
            String expected = text(run.answer());
            int items = hashes ? run.parameters().hashes().size() : words.size();
            for (int seed = 0; seed < 60; seed++) {
                Random random = new Random(seed);
                List<AuditPart> parts =
                        parts(input.size(), 1 + random.nextInt(150), items, 1 + random.nextInt(9));
                LocalHints hints = new LocalHints(random, random.nextInt(3) / 3.0);
                String answer = text(run.finish(run.fold(run(run, parts, random, hints), 3)));
                assertEquals(expected, answer, "seed " + seed);
            }
        }
    }

    /** All tasks of a division, in the order that a grid of many nodes may run them. */
    private static List<TaskResult> run(
            LocalRun<PasswordAuditParameters, AuditPart, AuditTally> run,
            List<AuditPart> parts,
            Random random,
            LocalHints hints)
            throws Exception {
        List<Integer> order = new ArrayList<>();
        List<TaskResult> results = new ArrayList<>();
        for (int task = 0; task < parts.size(); task++) {
            order.add(task);
            results.add(new TaskResult(task, Source.of(new byte[0])));
        }
        Collections.shuffle(order, random);
        for (int task : order) {
            LocalContext context = LocalContext.of(task, 1, run.input(), hints);
            results.set(task, new TaskResult(task, Source.of(run.run(parts.get(task), context))));
        }
        return results;
    }

    private static List<AuditPart> parts(long size, long length, int items, int slice) {
        List<AuditPart> parts = new ArrayList<>();
        for (long n = 0; n < Math.ceilDiv(size, length); n++) {
            for (int from = 0; from < items; from += slice) {
                ByteRange range = ByteRange.of(n, length, size);
                parts.add(new AuditPart(range, from, Math.min(items, from + slice)));
            }
        }
        return parts;
    }

    /** The word stands first, the range of the others is never read: its context has no input. */
    @Test
    void taskWhoseHashesAreAllAnsweredDoesNoWork() throws Exception {
        LocalRun<PasswordAuditParameters, AuditPart, AuditTally> run =
                LocalRun.of(
                        type(), parameters("hashes", MIXED).toString(), list(List.of("password")));
        LocalHints hints = new LocalHints(new Random(1), 0);
        LocalContext context = LocalContext.of(0, 1, list(List.of("password", "U*U")), hints);
        run.run(new AuditPart(new ByteRange(0, 13), 0, 7), context);
        assertEquals(6, hints.size());
        AuditPart later = new AuditPart(new ByteRange(1 << 20, 1 << 20), 2, 4);
        run.run(later, LocalContext.of(1, 1, JobInput.none(), hints));
        AuditPart same = new AuditPart(new ByteRange(0, 13), 2, 4);
        assertThrows(
                EOFException.class,
                () -> run.run(same, LocalContext.of(0, 2, new Cut(13), hints)),
                "its own find does not keep a task from finding it again");
    }

    /** An input that ends before its end. */
    private record Cut(long size) implements JobInput {
        @Override
        public boolean present() {
            return true;
        }

        @Override
        public InputStream open(long offset, long length) {
            return InputStream.nullInputStream();
        }
    }

    @Test
    void manyHashesWithoutSaltAreFoundAtOnce() throws Exception {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            words.add("w" + i);
        }
        LocalRun<PasswordHashParameters, ByteRange, HashedLines> hashed =
                LocalRun.of(new PasswordHashType(), "{}", list(words.subList(20_000, 30_000)));
        List<String> hashes =
                text(hashed.answer()).lines().map(PasswordAuditTypeTest::hashOf).toList();
        StringBuilder expected = new StringBuilder();
        for (int i = 1; i <= 10_000; i++) {
            expected.append("{\"hash\":" + i + ",\"word\":" + (20_000 + i) + "}\n");
        }
        assertEquals(expected.toString(), answer(parameters("hashes", hashes), list(words)));
        assertEquals(
                expected.toString(),
                answer(parameters("words", words.subList(20_000, 30_000)), list(hashes))
                        .lines()
                        .map(PasswordAuditTypeTest::movedBy20000)
                        .reduce("", (a, b) -> a + b + "\n"));
    }

    /** The hash of a line of an answer of {@code password-hash}. */
    private static String hashOf(String line) {
        return line.substring(line.lastIndexOf(':') + 2, line.length() - 2);
    }

    private static String movedBy20000(String line) {
        int at = line.indexOf("\"word\":") + 7;
        int word = Integer.parseInt(line.substring(at, line.length() - 1));
        return line.substring(0, at) + (word + 20_000) + "}";
    }

    @Test
    void wordThatBcryptWouldCutIsNotTried() throws Exception {
        String hash = "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui";
        String word = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        assertEquals(
                "{\"hash\":1,\"word\":2}\n",
                answer(parameters("hashes", List.of(hash)), list(List.of(word + "x", word))));
    }

    @Test
    void oneListMustBeGivenAndTheOtherTheInput() {
        assertEquals("/parameters/hashes", refused("{}", list(words())));
        assertEquals("/input", refused(parameters("hashes", MIXED).toString(), JobInput.none()));
        assertEquals("/input", refused("{\"words\": [\"a\"]}", JobInput.none()));
        ObjectNode both = parameters("hashes", MIXED).setAll(parameters("words", words()));
        assertEquals("/input", refused(both.toString(), list(words())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "\"\"", "7", "{}", "[7]", "[\"a\\nb\"]", "[[]]", "true", "[null]"})
    void listThatIsNoneIsRefused(String list) {
        assertEquals("/parameters/words", refused("{\"words\": " + list + "}", list(MIXED)));
    }

    @Test
    void tooLongListIsRefused() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i <= 10_000; i++) {
            words.add("w");
        }
        assertEquals(
                "/parameters/words", refused(parameters("words", words).toString(), list(MIXED)));
        String long2 = "x".repeat(2 * 1024 * 1024 + 1);
        assertEquals(
                "/parameters/words",
                refused(parameters("words", List.of(long2)).toString(), list(MIXED)));
    }

    /** A secret among the hashes, by mistake or not, is in no message; which line it is, is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                SECRET,
                "$2b$10$" + SECRET,
                "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$1$" + SECRET,
                "5e884898da28047151d0e56f8dc62927",
                "$pbkdf2-sha256$0$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c",
                "$pbkdf2-sha256$10$4vjV83LKPjQzk31VI4E0Vw$" + SECRET,
                "$pbkdf2-sha256$10$4vjV83LKPjQzk31VI4E0Vw$aaaaa",
                "$pbkdf2-sha256$99999999$4vjV83LKPjQzk31VI4E0Vw$aaaaaaaaaaaaaaaaaaaaaa",
                "$argon2id$v=16$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52",
                "$argon2id$v=19$m=99999999,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f",
                "$argon2id$v=19$m=256,t=2,p=2$c29t$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f"
            })
    void badHashIsRefusedWithoutBeingShown(String bad) throws Exception {
        ObjectNode parameters = parameters("hashes", List.of(MIXED.getFirst(), bad));
        BadParametersException refused =
                assertThrows(BadParametersException.class, () -> answer(parameters, list(words())));
        TaskFailure failure =
                assertThrows(
                        TaskFailure.class,
                        () ->
                                answer(
                                        parameters("words", List.of("a")),
                                        list(List.of(MIXED.getFirst(), bad))));
        assertEquals("bad-hash", failure.code());
        assertFalse(failure.mayRetry());
        assertTrue(refused.toString().contains("hashes line 2 is no hash"), refused.toString());
        assertTrue(failure.toString().contains("Line 2 of the input (byte 65) is no hash"));
        for (String message : List.of(refused.toString(), failure.toString())) {
            assertFalse(message.contains("planted"));
            assertFalse(message.contains(bad));
        }
    }

    /** Line numbers only: neither words nor hashes are in what a task or a fold returns. */
    @Test
    void wordIsNowhereToBeSeen() throws Exception {
        LocalRun<PasswordHashParameters, ByteRange, HashedLines> hashed =
                LocalRun.of(new PasswordHashType(), "{}", list(List.of(SECRET)));
        String hash = hashOf(text(hashed.answer()).strip());
        LocalRun<PasswordAuditParameters, AuditPart, AuditTally> run =
                LocalRun.of(
                        type(),
                        parameters("hashes", List.of(hash)).toString(),
                        list(List.of("a", SECRET)));
        List<TaskResult> results = run.results();
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        type().present(run.parameters(), results.getFirst(), shown);
        assertEquals("{\"hash\":1,\"word\":2}\n", text(shown.toByteArray()));
        List<String> seen = new ArrayList<>();
        seen.add(run.items().toString());
        seen.add(run.parameters().toString());
        seen.add(text(results.getFirst().data().open().readAllBytes()));
        seen.add(text(run.fold(results, 1).getFirst().open().readAllBytes()));
        seen.add(text(run.answer()));
        for (String text : seen) {
            assertFalse(text.contains("planted"), text);
            assertFalse(text.contains(hash), text);
        }
    }

    private String refused(String parameters, JobInput input) {
        BadParametersException refused =
                assertThrows(
                        BadParametersException.class,
                        () -> LocalRun.of(type(), parameters, input).items());
        return refused.errors().getFirst().pointer();
    }

    private static ObjectNode parameters(String name, List<String> lines) {
        ObjectNode parameters = JSON.createObjectNode();
        ArrayNode list = parameters.putArray(name);
        lines.forEach(list::add);
        return parameters;
    }

    private String answer(ObjectNode parameters, JobInput input) throws Exception {
        return text(LocalRun.of(type(), parameters.toString(), input).answer());
    }

    private static JobInput list(List<String> lines) {
        return BytesInput.ofUtf8(lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

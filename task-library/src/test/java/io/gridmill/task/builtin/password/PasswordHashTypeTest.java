package io.gridmill.task.builtin.password;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gridmill.task.BadParametersException;
import io.gridmill.task.ByteRange;
import io.gridmill.task.BytesInput;
import io.gridmill.task.JobInput;
import io.gridmill.task.LocalContext;
import io.gridmill.task.LocalRun;
import io.gridmill.task.TaskFailure;
import io.gridmill.task.TaskResult;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypeContract;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
final class PasswordHashTypeTest
        extends TaskTypeContract<PasswordHashParameters, ByteRange, HashedLines> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SECRET = "Tr0ub4dor-planted";

    @Override
    protected TaskType<PasswordHashParameters, ByteRange, HashedLines> type() {
        return new PasswordHashType();
    }

    @Override
    protected String sampleParameters() {
        return "{\"algorithm\": \"Argon2id\", \"memoryKiB\": 8}";
    }

    @Override
    protected JobInput sampleInput() {
        return list(1200);
    }

    @Test
    void answerIsAsDescribed() throws Exception {
        assertEquals(
                "{\"line\":1,\"hash\":"
                        + "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}\n"
                        + "{\"line\":2,\"hash\":"
                        + "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}\n",
                text(job("{}", BytesInput.ofUtf8("abc\r\n\n")).answer()));
        assertEquals("", text(job("{}", BytesInput.ofUtf8("")).answer()));
    }

    /** Every hash of every line is the one that its own encoded form asks for. */
    @ParameterizedTest
    @CsvSource({
        "SHA-256, 1, 20000, [0-9a-f]{64}",
        "SHA-512, 1, 20000, [0-9a-f]{128}",
        "bcrypt, 4, 100, '[$]2b[$]04[$][./A-Za-z0-9]{53}'",
        "PBKDF2, 1000, 300, '[$]pbkdf2-sha256[$]1000[$][./A-Za-z0-9]{22}[$][./A-Za-z0-9]{43}'",
        "Argon2id, 1, 100,"
                + " '[$]argon2id[$]v=19[$]m=512,t=1,p=2[$][+/A-Za-z0-9]{22}[$][+/A-Za-z0-9]{43}'"
    })
    void linesOfTheAnswerVerify(String algorithm, int cost, int lines, String form)
            throws Exception {
        String parameters =
                "{\"algorithm\": \"%s\", \"cost\": %d, \"memoryKiB\": 512, \"parallelism\": 2}"
                        .formatted(algorithm, cost);
        LocalRun<PasswordHashParameters, ByteRange, HashedLines> run = job(parameters, list(lines));
        List<JsonNode> answer = answer(run.answer());
        assertEquals(lines, answer.size());
        Set<String> different = new HashSet<>();
        for (int i = 0; i < lines; i++) {
            assertEquals(i + 1, answer.get(i).get("line").asInt());
            String text = answer.get(i).get("hash").asText();
            assertTrue(text.matches(form), text);
            different.add(text);
            EncodedHash hash = EncodedHash.parse(text);
            byte[] password = password(i + 1).getBytes(StandardCharsets.UTF_8);
            byte[] digest = new byte[hash.digest().length];
            hash.scheme()
                    .hasher(() -> {})
                    .hash(password, 0, password.length, hash.salt(), digest, 0, digest.length);
            assertArrayEquals(hash.digest(), digest, "line " + (i + 1));
        }
        assertEquals(lines, different.size());
    }

    @Test
    void equalPasswordsHaveDifferentSaltsAndJobsToo() {
        SaltSource salts = new SaltSource("job a");
        Set<String> seen = new HashSet<>();
        for (int offset = 0; offset < 1000; offset++) {
            seen.add(text(salts.salt(offset, 16)));
        }
        assertEquals(1000, seen.size());
        assertArrayEquals(salts.salt(7, 16), new SaltSource("job a").salt(7, 16));
        assertFalse(seen.contains(text(new SaltSource("job b").salt(7, 16))));
    }

    @Test
    void costHasTheUsualDefault() throws Exception {
        assertEquals(new HashScheme.Bcrypt(12), scheme("{\"algorithm\": \"bcrypt\"}"));
        assertEquals(
                new HashScheme.Pbkdf2(ShaFunction.SHA_256, 600_000),
                scheme("{\"algorithm\": \"PBKDF2\"}"));
        assertEquals(
                new HashScheme.Argon2id(19_456, 2, 1), scheme("{\"algorithm\": \"Argon2id\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"algorithm\": \"bcrypt\", \"cost\": 3}",
                "{\"algorithm\": \"bcrypt\", \"cost\": 21}",
                "{\"algorithm\": \"PBKDF2\", \"cost\": 999}",
                "{\"algorithm\": \"Argon2id\", \"cost\": 101}"
            })
    void costBeyondItsAlgorithmIsRefused(String parameters) {
        BadParametersException refused =
                assertThrows(BadParametersException.class, () -> scheme(parameters));
        assertEquals("/parameters/cost", refused.errors().getFirst().pointer());
        assertTrue(refused.toString().matches(".* must be \\d+ to \\d+ for \\w+, is \\d+"));
    }

    @Test
    void argon2NeedsMemoryForItsLanes() {
        BadParametersException refused =
                assertThrows(
                        BadParametersException.class,
                        () ->
                                scheme(
                                        "{\"algorithm\": \"Argon2id\", \"memoryKiB\": 31,"
                                                + " \"parallelism\": 4}"));
        assertEquals("/parameters/memoryKiB", refused.errors().getFirst().pointer());
    }

    @Test
    void bcryptTakesPasswordsWholeOrNotAtAll() throws Exception {
        String most = "\u00e4".repeat(36);
        assertEquals(1, answer(bcrypt(most).answer()).size());
        TaskFailure tooLong = assertThrows(TaskFailure.class, () -> bcrypt(most + "x").answer());
        assertEquals("password-too-long", tooLong.code());
        assertTrue(tooLong.toString().contains("Line 1 of the input (byte 0) has 73 bytes"));
        TaskFailure zero =
                assertThrows(TaskFailure.class, () -> bcrypt("a\nb\n" + SECRET + "\0").answer());
        assertEquals("password-holds-zero", zero.code());
        assertTrue(zero.toString().contains("Line 3 of the input (byte 4)"));
        assertFalse(zero.mayRetry());
        assertFalse(zero.toString().contains(SECRET));
    }

    @Test
    void slowHashesAreSpreadAndFastOnesAreNot() throws Exception {
        long slow = job("{\"algorithm\": \"bcrypt\", \"cost\": 14}", list(1000)).items().size();
        assertTrue(slow > 900 && slow < 1100, "" + slow);
        assertEquals(1, job("{}", list(10_000)).items().size());
    }

    /** Nothing but the hash of a password leaves a task. */
    @Test
    void passwordIsNowhereToBeSeen() throws Exception {
        for (String algorithm : List.of("SHA-256", "bcrypt", "PBKDF2", "Argon2id")) {
            int cost = algorithm.equals("PBKDF2") ? 1000 : 4;
            LocalRun<PasswordHashParameters, ByteRange, HashedLines> run =
                    job(
                            "{\"algorithm\": \"%s\", \"cost\": %d, \"memoryKiB\": 64}"
                                    .formatted(algorithm, cost),
                            BytesInput.ofUtf8(SECRET + "\n"));
            List<String> seen = new ArrayList<>();
            seen.add(run.parameters().toString());
            ByteRange item = run.items().getFirst();
            seen.add(item.toString());
            byte[] result = run.run(item, LocalContext.of(0, 1, BytesInput.ofUtf8(SECRET)));
            seen.add(text(result));
            ByteArrayOutputStream shown = new ByteArrayOutputStream();
            TaskResult first = run.results().getFirst();
            type().present(run.parameters(), first, shown);
            seen.add(text(shown.toByteArray()));
            seen.add(first.toString());
            seen.add(text(run.answer()));
            for (String text : seen) {
                assertFalse(text.contains("planted"), algorithm);
            }
        }
    }

    private LocalRun<PasswordHashParameters, ByteRange, HashedLines> bcrypt(String passwords)
            throws Exception {
        return job("{\"algorithm\": \"bcrypt\", \"cost\": 4}", BytesInput.ofUtf8(passwords));
    }

    private HashScheme scheme(String parameters) throws Exception {
        return job(parameters, list(1)).parameters().scheme();
    }

    private LocalRun<PasswordHashParameters, ByteRange, HashedLines> job(
            String parameters, JobInput input) throws Exception {
        return LocalRun.of(type(), parameters, input);
    }

    private static JobInput list(int lines) {
        StringBuilder text = new StringBuilder();
        for (int line = 1; line <= lines; line++) {
            text.append(password(line)).append('\n');
        }
        return BytesInput.ofUtf8(text.toString());
    }

    private static String password(int line) {
        return "p\u00e4ss" + line;
    }

    private static List<JsonNode> answer(byte[] bytes) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : text(bytes).lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

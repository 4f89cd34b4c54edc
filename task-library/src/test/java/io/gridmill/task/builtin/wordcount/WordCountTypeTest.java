package io.gridmill.task.builtin.wordcount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.task.ByteRange;
import io.gridmill.task.BytesInput;
import io.gridmill.task.JobInput;
import io.gridmill.task.LocalContext;
import io.gridmill.task.LocalRun;
import io.gridmill.task.Source;
import io.gridmill.task.TaskFailure;
import io.gridmill.task.TaskResult;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypeContract;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class WordCountTypeTest extends TaskTypeContract<WordCountParameters, ByteRange, WordRun> {
    private static final String HEADER = "word,count\n";

    @Override
    protected TaskType<WordCountParameters, ByteRange, WordRun> type() {
        return new WordCountType();
    }

    @Override
    protected String sampleParameters() {
        return "{\"chunkSize\": 65536}";
    }

    @Override
    protected byte[] repeatablePiece() {
        return "to be or not to be\n".getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    protected JobInput sampleInput() {
        return new BytesInput(NaiveWordCount.randomText(new Random(5), 250_000));
    }

    @Test
    void countsAsDefined() throws Exception {
        assertEquals(
                HEADER + "a,2\n\"\"\"b,c\"\"\",1\nA,1\n",
                answer("{}", BytesInput.ofUtf8("a \"b,c\" A\na")));
        assertEquals(
                HEADER + "a,3\n\"\"\"b,c\"\"\",1\n",
                answer("{\"ignoreCase\": true}", BytesInput.ofUtf8("a \"b,c\" A\na")));
    }

    @Test
    void everyKindOfSpaceDivides() throws Exception {
        String text = " \t\n\u000b\f\ra\tb\nc\u000bd\fe\rf  g\u0000h\u001ci\u00a0j\u0085k\r\n";
        assertEquals(NaiveWordCount.csv(text, false), answer("{}", new BytesInput(text)));
        assertTrue(answer("{}", new BytesInput(text)).contains("g\u0000h\u001ci\u00a0j\u0085k,1"));
    }

    @Test
    void nothingToCount() throws Exception {
        assertEquals(HEADER, answer("{}", new BytesInput("")));
        assertEquals(HEADER, answer("{}", new BytesInput(" \n\n ")));
        assertEquals(HEADER + "a,1\n", answer("{}", new BytesInput("a")));
    }

    @Test
    void lowerCaseIsThatOfUnicode() throws Exception {
        String text = "ÄÖ äö Straße STRASSE ΣΑΣ σας İ \uD801\uDC00";
        assertEquals(
                HEADER + "äö,2\nσας,2\ni̇,1\nstrasse,1\nstraße,1\n\uD801\uDC28,1\n",
                new String(
                        answer("{\"ignoreCase\": true}", BytesInput.ofUtf8(text))
                                .getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8));
        // Not UTF-8: left alone, upper case and all.
        assertEquals(
                HEADER + "A\u00ff,1\nb,1\n",
                answer("{\"ignoreCase\": true}", new BytesInput("A\u00ff B")));
    }

    /** Every way to cut a small text in two and in pieces of every length. */
    @Test
    void chunkBordersAnywhere() throws Exception {
        String text = " one  two\nthree twoäö\t\tone a averyveryverylongwordindeed a\r\nend";
        JobInput input = BytesInput.ofUtf8(text);
        String expected = answer("{}", input);
        LocalRun<WordCountParameters, ByteRange, WordRun> run = job("{}", input);
        for (long length = 1; length <= input.size(); length++) {
            for (long shift = 0; shift < length; shift++) {
                List<TaskResult> results = new ArrayList<>();
                long start = 0;
                long end = shift == 0 ? length : shift;
                while (start < input.size()) {
                    ByteRange chunk = new ByteRange(start, Math.min(end, input.size()) - start);
                    byte[] bytes = run.run(chunk, LocalContext.of(0, 1, input));
                    results.add(new TaskResult(results.size(), Source.of(bytes)));
                    start = end;
                    end += length;
                }
                assertEquals(expected, text(run.finish(run.fold(results, 100))), "" + length);
            }
        }
    }

    @Test
    void randomTextsAgreeWithANaiveCount() throws Exception {
        for (int seed = 0; seed < 4; seed++) {
            String text = NaiveWordCount.randomText(new Random(seed), 300_000);
            JobInput input = new BytesInput(text);
            assertEquals(NaiveWordCount.csv(text, false), answer("{\"chunkSize\": 65536}", input));
            assertEquals(
                    NaiveWordCount.csv(text, true),
                    answer("{\"chunkSize\": 65536, \"ignoreCase\": true}", input));
        }
    }

    @Test
    void wordsUpToTheLimitAndNoLonger() throws Exception {
        String longest = "x".repeat(WordScanner.LONGEST_WORD);
        for (String end : List.of("", " ", " y")) {
            JobInput input = new BytesInput("ab " + longest + end);
            String answer = answer("{\"chunkSize\": 65536}", input);
            assertTrue(answer.contains("\n" + longest + ",1\n"));
            assertEquals(end.equals(" y") ? 4 : 3, answer.lines().count());
        }
        for (String chunkSize : List.of("65536", "4194304")) {
            for (String end : List.of("", " y")) {
                JobInput input = new BytesInput("ab " + longest + "x" + end);
                TaskFailure failure =
                        assertThrows(
                                TaskFailure.class,
                                () -> answer("{\"chunkSize\": " + chunkSize + "}", input));
                assertFalse(failure.mayRetry());
                assertTrue(failure.toString().contains("byte 3 "), failure.toString());
            }
        }
    }

    @Test
    void fullTableIsWrittenOutAndMerged() throws Exception {
        String text = NaiveWordCount.randomText(new Random(8), 400_000);
        JobInput input = new BytesInput(text);
        for (boolean ignoreCase : new boolean[] {false, true}) {
            ChunkCount words = new ChunkCount(ignoreCase, 10);
            new WordScanner(LocalContext.of(0, 1, input), new ByteRange(0, input.size()), words)
                    .scan();
            LocalRun<WordCountParameters, ByteRange, WordRun> run = job("{}", input);
            Source result = words.result().source();
            assertEquals(NaiveWordCount.csv(text, ignoreCase), text(run.finish(List.of(result))));
        }
    }

    @Test
    void presentsTheWordsOfAChunk() throws Exception {
        LocalRun<WordCountParameters, ByteRange, WordRun> run = job("{}", new BytesInput("b a b"));
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        type().present(run.parameters(), run.results().getFirst(), shown);
        assertEquals(HEADER + "a,1\nb,2\n", text(shown.toByteArray()));
    }

    @Test
    void sortsWordsWithLongCommonBeginnings() {
        List<String> words = new ArrayList<>();
        for (int length = 0; length < 200; length++) {
            words.add("a".repeat(length) + "\u0000");
            words.add("a".repeat(length) + "b");
            words.add("a".repeat(length) + "\u00e4");
            words.add("a".repeat(length + 1));
        }
        Collections.shuffle(words, new Random(1));
        WordArena arena = new WordArena();
        for (String word : words) {
            arena.add(word.getBytes(StandardCharsets.ISO_8859_1), 0, word.length());
        }
        List<String> sorted = Arrays.stream(WordSort.order(arena)).mapToObj(words::get).toList();
        Collections.sort(words);
        assertEquals(words, sorted);
    }

    private LocalRun<WordCountParameters, ByteRange, WordRun> job(String parameters, JobInput input)
            throws Exception {
        return LocalRun.of(type(), parameters, input);
    }

    private String answer(String parameters, JobInput input) throws Exception {
        return text(job(parameters, input).answer());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

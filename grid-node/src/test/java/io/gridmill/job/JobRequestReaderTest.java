package io.gridmill.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridmill.task.FieldError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobRequestReaderTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void theShortestJobHasEveryDefault() {
        assertThat(read("{'type':'noop'}"))
                .isEqualTo(JobRequest.of("noop", MAPPER.createObjectNode(), InputData.none()));
    }

    @Test
    void everyFieldIsRead() {
        JobRequest job =
                read(
                        "{'type':'mandelbrot','parameters':{'width':7},'input':{'blob':'"
                                + "ab".repeat(32)
                                + "'},'priority':8,'timeout':'10m','taskTimeout':'30s',"
                                + "'retry':{'maxAttempts':3,'initialDelay':'1s','multiplier':1.5,"
                                + "'maxDelay':'1m','on':['task-failed']},'labels':{'zone':'a'},"
                                + "'metadata':{'team':'render'},'resultTtl':'PT2H',"
                                + "'keepTaskResults':true,'strategy':'least-busy',"
                                + "'failurePolicy':'fail-fast','isolation':'thread'}");

        assertThat(job.parameters().path("width").asInt()).isEqualTo(7);
        assertThat(job.input()).isEqualTo(new InputData.Blob("ab".repeat(32)));
        assertThat(job.priority()).isEqualTo(8);
        assertThat(job.timeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(job.taskTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(job.retry())
                .isEqualTo(
                        new RetryRequest(
                                3,
                                Duration.ofSeconds(1),
                                1.5,
                                Duration.ofMinutes(1),
                                List.of("task-failed")));
        assertThat(job.labels()).isEqualTo(Map.of("zone", "a"));
        assertThat(job.metadata()).isEqualTo(Map.of("team", "render"));
        assertThat(job.resultTtl()).isEqualTo(Duration.ofHours(2));
        assertThat(job.keepTaskResults()).isTrue();
    }

    @Test
    void speculationIsAYesOrANoOrSaysWhen() {
        assertThat(read("{'type':'noop','speculation':true}").speculation())
                .isEqualTo(Speculation.USUAL);
        assertThat(read("{'type':'noop','speculation':false}").speculation())
                .isEqualTo(Speculation.OFF);
        String some = "{'multiplier':3,'minRunTime':'5s'}";
        assertThat(read("{'type':'noop','speculation':" + some + "}").speculation())
                .isEqualTo(new Speculation(true, 3, 0.75, Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "10,10", "'low',2", "'normal',5", "'high',8", "'critical',10"})
    void prioritiesAreNumbersOrNames(String priority, int expected) {
        String json = priority.matches("\\d+") ? priority : "'" + priority + "'";
        assertThat(read("{'type':'noop','priority':" + json + "}").priority()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "30s,PT30S", "10m,PT10M", "24h,PT24H", "7d,P7D", "PT1M30S,PT90S"})
    void durationsAreShortOrIso(String text, Duration expected) {
        assertThat(read("{'type':'noop','timeout':'" + text + "'}").timeout()).isEqualTo(expected);
    }

    @Test
    void whatARetryLeavesOpenIsAsUsualAndDoesNotContradictIt() {
        RetryRule usual =
                new RetryRule(8, Duration.ofSeconds(7), 3.0, Duration.ofMinutes(2), List.of());
        RetryRule slow = asked("'initialDelay':'1h'").over(usual);
        assertThat(slow.maxDelay()).isEqualTo(Duration.ofHours(1));
        RetryRule quick = asked("'maxDelay':'1s'").over(usual);
        assertThat(quick.initialDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(quick.multiplier()).isEqualTo(3.0);
        assertThat(asked("").over(usual)).isEqualTo(usual);
        assertThat(asked("'maxAttempts':2").over(usual).maxAttempts()).isEqualTo(2);
    }

    private static RetryRequest asked(String fields) {
        return Objects.requireNonNull(read(retry(fields)).retry());
    }

    @Test
    void inlineInputBecomesBytes() {
        assertThat(input("'text':'zwölf'")).isEqualTo("zwölf");
        assertThat(input("'json':{'a':[1,null]}")).isEqualTo("{\"a\":[1,null]}");
        assertThat(input("'json':null")).isEqualTo("null");
        assertThat(input("'base64':'aGk='")).isEqualTo("hi");
        assertThat(input("'lines':['a','b']")).isEqualTo("a\nb\n");
        assertThat(input("'lines':[]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/type|required",
                "{'type':7}|/type|type",
                "{'type':'No Op'}|/type|format",
                "{'type':'noop','parameters':[]}|/parameters|type",
                "{'type':'noop','priority':0}|/priority|range",
                "{'type':'noop','priority':11}|/priority|range",
                "{'type':'noop','priority':5.5}|/priority|type",
                "{'type':'noop','priority':'urgent'}|/priority|choice",
                "{'type':'noop','timeout':30}|/timeout|type",
                "{'type':'noop','timeout':'-30s'}|/timeout|format",
                "{'type':'noop','timeout':'PT-1S'}|/timeout|format",
                "{'type':'noop','timeout':'0s'}|/timeout|range",
                "{'type':'noop','taskTimeout':'31d'}|/taskTimeout|range",
                "{'type':'noop','resultTtl':'9999999999d'}|/resultTtl|range",
                "{'type':'noop','retry':{'maxAttempts':101}}|/retry/maxAttempts|range",
                "{'type':'noop','retry':{'multiplier':0.5}}|/retry/multiplier|range",
                "{'type':'noop','retry':{'on':'x'}}|/retry/on|type",
                "{'type':'noop','retry':{'tries':1}}|/retry/tries|unknown",
                "{'type':'noop','retry':{'initialDelay':'2m','maxDelay':'1m'}}|/retry/maxDelay|range",
                "{'type':'noop','labels':{'a':1}}|/labels/a|type",
                "{'type':'noop','labels':{'a/b~c':1}}|/labels/a~1b~0c|type",
                "{'type':'noop','labels':{'':'x'}}|/labels/|range",
                "{'type':'noop','keepTaskResults':'yes'}|/keepTaskResults|type",
                "{'type':'noop','input':{}}|/input|choice",
                "{'type':'noop','input':'x'}|/input|type",
                "{'type':'noop','input':{'text':'a','blob':'b'}}|/input|choice",
                "{'type':'noop','input':{'text':'a','file':'b'}}|/input/file|unknown",
                "{'type':'noop','input':{'blob':'ABC'}}|/input/blob|format",
                "{'type':'noop','input':{'base64':'!'}}|/input/base64|format",
                "{'type':'noop','input':{'lines':[1]}}|/input/lines|type",
                "{'type':'noop','strategy':'fastest'}|/strategy|choice",
                "{'type':'noop','speculation':'yes'}|/speculation|type",
                "{'type':'noop','speculation':{'quantile':2}}|/speculation/quantile|range",
                "{'type':'noop','speculation':{'minRunTime':'1ms'}}|/speculation/minRunTime|range",
                "{'type':'noop','requires':{'labels':{'zone':[]}}}|/requires/labels/zone|range",
                "{'type':'noop','requires':{'labels':{'zone':1}}}|/requires/labels/zone|type",
                "{'type':'noop','requires':{'resources':{'gpu':0}}}|/requires/resources/gpu|range",
                "{'type':'noop','requires':{'resources':{'gpu':-1}}}|/requires/resources/gpu|range",
                "{'type':'noop','requires':{'resources':{'gpu':'x'}}}|/requires/resources/gpu|range",
                "{'type':'noop','requires':{'resources':{'GPU':1}}}|/requires/resources/GPU|format",
                "{'type':'noop','requires':{'label':{}}}|/requires/label|unknown",
                "{'type':'noop','requires':'x'}|/requires|type",
                "{'type':'noop','failurePolicy':'some'}|/failurePolicy|choice",
                "{'type':'noop','failurePolicy':7}|/failurePolicy|choice",
                "{'type':'noop','failurePolicy':{}}|/failurePolicy/tolerate|format",
                "{'type':'noop','failurePolicy':{'tolerate':-1}}|/failurePolicy/tolerate|format",
                "{'type':'noop','failurePolicy':{'tolerate':'101%'}}|/failurePolicy/tolerate|format",
                "{'type':'noop','failurePolicy':{'tolerate':1,'a':2}}|/failurePolicy/a|unknown",
                "{'type':'noop','isolation':'process'}|/isolation|unsupported",
                "{'type':'noop','dependsOn':'x'}|/dependsOn|type",
                "{'type':'noop','dependsOn':[1]}|/dependsOn|type",
                "{'type':'noop','dependsOn':['x','x']}|/dependsOn|double",
                "{'type':'noop','dependsOn':['x',{'on':'always'}]}|/dependsOn/1/job|format",
                "{'type':'noop','dependsOn':[{'job':'x','on':'end'}]}|/dependsOn/0/on|choice",
                "{'type':'noop','dependsOn':[{'job':'x','if':1}]}|/dependsOn/0/if|unknown",
                "{'type':'noop','queueTimeout':'soon'}|/queueTimeout|format",
                "{'type':'noop','open':'yes'}|/open|type",
                "{'type':'noop','startAt':'tomorrow'}|/startAt|format"
            })
    void aBadFieldIsPointedAt(String json, String pointer, String code) {
        GridException refusal = refusal(json);
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.pointer()).isEqualTo(pointer))
                .satisfies(error -> assertThat(error.code()).isEqualTo(code));
    }

    @Test
    void whatAJobWaitsForIsRead() {
        JobRequest job =
                read(
                        "{'type':'noop','startAt':'2030-01-31T12:00:00+01:00','queueTimeout':'30s',"
                                + "'dependsOn':['a',{'job':'b','on':'failure'},{'job':'c'}]}");
        assertThat(job.conditions())
                .isEqualTo(
                        new StartConditions(
                                Instant.parse("2030-01-31T11:00:00Z").toEpochMilli(),
                                30_000,
                                List.of(
                                        new Dependency("a", Dependency.On.SUCCESS),
                                        new Dependency("b", Dependency.On.FAILURE),
                                        new Dependency("c", Dependency.On.SUCCESS))));
        assertThat(read("{'type':'noop'}").conditions()).isEqualTo(StartConditions.NONE);
    }

    @Test
    void allFaultsAreToldAtOnce() {
        GridException refusal = refusal("{'typ':'noop','priority':99,'timeout':'soon'}");
        assertThat(refusal.errors())
                .extracting(FieldError::pointer)
                .containsExactlyInAnyOrder("/type", "/typ", "/priority", "/timeout");
        assertThat(refusal.errors())
                .extracting(FieldError::message)
                .anyMatch(message -> message.contains("did you mean type?"));
        assertThat(refusal).hasMessageContaining("4 fields");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "7", "'job'"})
    void aJobIsAnObject(String json) {
        assertThat(refusal(json).code()).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void entriesAndTheirValuesAreLimited() {
        StringBuilder labels = new StringBuilder();
        for (int i = 0; i < 33; i++) {
            labels.append(i == 0 ? "" : ",").append("'k").append(i).append("':'v'");
        }
        assertThat(refusal("{'type':'noop','labels':{" + labels + "}}").errors())
                .extracting(FieldError::pointer)
                .containsExactly("/labels");
        String long300 = "x".repeat(300);
        assertThat(read("{'type':'noop','metadata':{'a':'" + long300 + "'}}").metadata())
                .containsEntry("a", long300);
        assertThat(refusal("{'type':'noop','labels':{'a':'" + long300 + "'}}").errors())
                .extracting(FieldError::pointer)
                .containsExactly("/labels/a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'fail-fast'|fail-fast",
                "'continue'|continue",
                "{'tolerate':3}|3",
                "{'tolerate':'2.5%'}|2.5%"
            },
            quoteCharacter = '`')
    void aFailurePolicyIsReadAndTold(String json, String text) {
        String job = "{'type':'noop','failurePolicy':" + json + "}";
        assertThat(read(job).failurePolicy().text()).isEqualTo(text);
    }

    @Test
    void largeInputIsSentElsewhere() {
        GridException refusal =
                refusal("{'type':'noop','input':{'text':'" + "x".repeat((4 << 20) + 1) + "'}}");
        assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(refusal).hasMessageContaining("PUT /api/v1/blobs/");
    }

    private static String retry(String fields) {
        return "{'type':'noop','retry':{" + fields + "}}";
    }

    private static String input(String form) {
        InputData input = read("{'type':'noop','input':{" + form + "}}").input();
        assertThat(input).isInstanceOf(InputData.Bytes.class);
        return new String(((InputData.Bytes) input).data(), StandardCharsets.UTF_8);
    }

    private static GridException refusal(String json) {
        GridException refusal = catchThrowableOfType(GridException.class, () -> read(json));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    /** Single quotes stand for double ones, for the reader's sake. */
    private static JobRequest read(String json) {
        try {
            return JobRequestReader.read(MAPPER.readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}

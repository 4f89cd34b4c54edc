package io.gridmill.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridmill.job.Dependency.On;
import io.gridmill.job.JobGraph.After;
import io.gridmill.task.FieldError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepsReaderTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static JobRequest read(String json) {
        try {
            return JobRequestReader.read(MAPPER.readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private static JobRequest steps(String... steps) {
        return read("{'steps':[" + String.join(",", steps) + "]}");
    }

    private static List<List<After>> check(String... steps) {
        return GraphCheck.check(steps(steps).steps());
    }

    private static GridException refused(String... steps) {
        return catchThrowableOfType(GridException.class, () -> check(steps));
    }

    @Test
    void everyFormOfAStepIsRead() {
        JobRequest job =
                read(
                        "{'priority':8,'labels':{'a':'b'},'resultTtl':'1h','steps':["
                                + "{'name':'a','type':'noop','parameters':{'tasks':3},'priority':2},"
                                + "{'name':'b','type':'sort','input':{'step':'a'},'dependsOn':['a',"
                                + "{'step':'c','on':'always'}],'timeout':'10s'},"
                                + "{'name':'c','type':'sort','input':{'text':'x'},"
                                + "'labels':{'c':'d'}}]}");
        assertThat(job.type()).isEqualTo(JobGraph.TYPE);
        StepRequest a = job.steps().get(0);
        StepRequest b = job.steps().get(1);
        StepRequest c = job.steps().get(2);
        assertThat(a.job().priority()).isEqualTo(2);
        assertThat(b.job().priority()).as("as the whole job").isEqualTo(8);
        assertThat(b.inputFrom()).isEqualTo("a");
        assertThat(b.job().input()).isEqualTo(InputData.none());
        assertThat(b.after())
                .containsExactly(new After("a", On.SUCCESS), new After("c", On.ALWAYS));
        assertThat(b.job().timeout()).hasSeconds(10);
        assertThat(a.job().timeout()).isNull();
        assertThat(c.job().input()).isInstanceOf(InputData.Bytes.class);
        assertThat(c.job().labels()).isEqualTo(Map.of("c", "d"));
        assertThat(a.job().labels()).isEqualTo(Map.of("a", "b"));
        assertThat(a.job().resultTtl()).hasHours(1);
    }

    @Test
    void anInputFromAStepIsADependency() {
        assertThat(
                        check(
                                "{'name':'a','type':'noop'}",
                                "{'name':'b','type':'sort','input':{'step':'a'}}"))
                .containsExactly(List.of(), List.of(new After("a", On.SUCCESS)));
        assertThat(
                        check(
                                "{'name':'a','type':'noop'}",
                                "{'name':'b','type':'noop','dependsOn':['a']}",
                                "{'name':'c','type':'sort','input':{'step':'a'},'dependsOn':['b']}"))
                .as("through b")
                .element(2)
                .isEqualTo(List.of(new After("b", On.SUCCESS)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'name':'a','type':'noop','dependsOn':['a']}|/steps/0/dependsOn/0|itself",
                "{'name':'a','type':'noop','dependsOn':['other']}|/steps/0/dependsOn/0|known are a",
                "{'name':'ab','type':'noop'},{'name':'b','type':'noop','dependsOn':['ax']}|/steps/1/dependsOn/0|did you mean ab?",
                "{'name':'a','type':'noop'},{'name':'a','type':'noop'}|/steps/1/name|two steps",
                "{'name':'a','type':'noop'},{'name':'b','type':'noop','dependsOn':['a','a']}|/steps/1/dependsOn/1|twice",
                "{'name':'a','type':'noop'},{'name':'b','type':'sort','input':{'step':'a'},'dependsOn':[{'step':'a','on':'failure'}]}|/steps/1/input/step|need not have",
                "{'name':'a','type':'sort','input':{'step':'a'}}|/steps/0/input/step|itself",
                "{'name':'a','type':'sort','input':{'step':'z'}}|/steps/0/input/step|there is no",
                "{'name':'a','type':'noop','dependsOn':['c']},{'name':'b','type':'noop','dependsOn':['a']},{'name':'c','type':'noop','dependsOn':['b']}|/steps/0/dependsOn|a -> b -> c -> a",
                "{'name':'a','type':'sort','input':{'step':'b'}},{'name':'b','type':'noop','dependsOn':[{'step':'a','on':'always'}]}|/steps/0/dependsOn|a -> b -> a",
            })
    void stepsThatMakeNoGraphAreRefused(String steps, String pointer, String message) {
        GridException refusal = refused(steps);
        assertThat(refusal.code()).isEqualTo(ErrorCode.IMPOSSIBLE_STEPS);
        assertThat(refusal.errors().getFirst().pointer()).isEqualTo(pointer);
        assertThat(refusal.getMessage()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'steps':[]}|/steps",
                "{'steps':{}}|/steps",
                "{'steps':[3]}|/steps/0",
                "{'steps':[{'type':'noop'}]}|/steps/0/name",
                "{'steps':[{'name':'A b','type':'noop'}]}|/steps/0/name",
                "{'steps':[{'name':'a'}]}|/steps/0/type",
                "{'steps':[{'name':'a','type':'noop'}],'type':'noop'}|/type",
                "{'steps':[{'name':'a','type':'noop'}],'parameters':{}}|/parameters",
                "{'steps':[{'name':'a','type':'noop'}],'input':{'text':'x'}}|/input",
                "{'steps':[{'name':'a','type':'noop'}],'open':true}|/open",
                "{'steps':[{'name':'a','type':'noop','open':true}]}|/steps/0/open",
                "{'steps':[{'name':'a','type':'noop','startAt':'2030-01-01T00:00:00Z'}]}|/steps/0/startAt",
                "{'steps':[{'name':'a','type':'noop','resultTtl':'1h'}]}|/steps/0/resultTtl",
                "{'steps':[{'name':'a','type':'noop','steps':[]}]}|/steps/0/steps",
                "{'steps':[{'name':'a','type':'noop','priority':11}]}|/steps/0/priority",
                "{'priority':11,'steps':[{'name':'a','type':'noop'}]}|/priority",
                "{'steps':[{'name':'a','type':'noop','nmae':'b'}]}|/steps/0/nmae",
                "{'steps':[{'name':'a','type':'noop','dependsOn':'b'}]}|/steps/0/dependsOn",
                "{'steps':[{'name':'a','type':'noop','dependsOn':[3]}]}|/steps/0/dependsOn/0",
                "{'steps':[{'name':'a','type':'noop','dependsOn':[{'on':'always'}]}]}|/steps/0/dependsOn/0/step",
                "{'steps':[{'name':'a','type':'noop','dependsOn':[{'step':'b','on':'maybe'}]}]}|/steps/0/dependsOn/0/on",
                "{'steps':[{'name':'a','type':'noop','dependsOn':[{'step':'b','when':'x'}]}]}|/steps/0/dependsOn/0/when",
                "{'steps':[{'name':'a','type':'noop','input':{'step':'b','text':'x'}}]}|/steps/0/input",
                "{'steps':[{'name':'a','type':'noop','input':{'step':3}}]}|/steps/0/input/step",
                "{'steps':[{'name':'a','type':'noop','input':{'text':3}}]}|/steps/0/input/text",
                "{'steps':[{'name':'a','type':'noop','failurePolicy':{'tolerate':-1}}]}|/steps/0/failurePolicy/tolerate",
                "{'steps':[{'name':'a','type':'noop','retry':{'maxAttempts':0}}]}|/steps/0/retry/maxAttempts",
            })
    void badFieldsArePointedAtOnce(String json, String pointer) {
        GridException refusal = catchThrowableOfType(GridException.class, () -> read(json));
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal.errors().stream().map(FieldError::pointer)).containsExactly(pointer);
    }

    @Test
    void tooManyStepsAreTooLarge() {
        String many =
                IntStream.range(0, 101)
                        .mapToObj(i -> "{'name':'s" + i + "','type':'noop'}")
                        .collect(Collectors.joining(","));
        GridException refusal = catchThrowableOfType(GridException.class, () -> steps(many));
        assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(refusal.errors().getFirst().pointer()).isEqualTo("/steps");
    }

    @Test
    void graphsAndTheStandingOfTheirStepsTravel() throws IOException {
        JobSpec step = TestedJob.spec("x").ofStep("", new DataRef.Blob("ab", 7), 3);
        JobGraph graph =
                new JobGraph(
                        List.of(
                                new JobGraph.Step("a", List.of(), null, step),
                                new JobGraph.Step(
                                        "b", List.of(new After("a", On.FAILURE)), "a", step)));
        JobRecord job =
                JobLifecycle.accepted(
                        TestedJob.spec("j").ofSteps(graph, "digest"),
                        new BlockPlan(BlockPlan.UNKNOWN, 1));
        job = changed(job, new JobEvent.Drive("node", 2_000));
        job = changed(job, new JobEvent.StepsMoved(1, Map.of(0, StepRecord.begun(1, 5)), 3_000));
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        assertThat(job.history().getLast().what()).isEqualTo("step started");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JobCodec.write(job, new DataOutputStream(bytes));
        JobRecord read =
                JobCodec.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(read).isEqualTo(job);
    }

    private static JobRecord changed(JobRecord job, JobEvent event) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JobEventCodec.write(event, new DataOutputStream(bytes));
        JobEvent read =
                JobEventCodec.read(
                        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(read).isEqualTo(event);
        JobRecord after = JobLifecycle.apply(job, read);
        return after == null ? job : after;
    }
}

package io.gridmill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobRequestReader;
import io.gridmill.job.JobState;
import io.gridmill.job.StepRecord.State;
import io.gridmill.report.JobChange;
import io.gridmill.report.JobPlan;
import io.gridmill.report.JobStatus;
import io.gridmill.report.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs made of steps on real members. */
class StepsIT {
    @TempDir Path data;

    private static JobRequest request(String steps, String more) {
        String json = "{" + more + "'steps':[" + steps + "]}";
        return JobRequestReader.read(TestGrid.json(json.replace('\'', '"')));
    }

    private static JobStatus run(GridNode node, String steps) throws InterruptedException {
        return TestGrid.run(node, request(steps, ""));
    }

    private static Map<String, State> states(JobStatus job) {
        return Objects.requireNonNull(job.steps()).stream()
                .collect(Collectors.toMap(JobStatus.Step::name, JobStatus.Step::state));
    }

    private static String text(GridNode node, String id) throws Exception {
        return new String(TestGrid.result(node, id), StandardCharsets.UTF_8);
    }

    @Test
    void resultsFlowFromStepToStep() throws Exception {
        try (TestGrid grid = TestGrid.of(3, data)) {
            GridNode node = grid.first();
            String words = "b a b c ".repeat(20_000);
            JobStatus job =
                    run(
                            node,
                            "{'name':'count','type':'word-count','input':{'text':'"
                                    + words
                                    + "'}},{'name':'order','type':'sort','input':{'step':'count'}},"
                                    + "{'name':'again','type':'sort','input':{'step':'order'}}");
            assertThat(job.state()).as("%s", job.error()).isEqualTo(JobState.SUCCEEDED);
            assertThat(text(node, job.id())).isEqualTo("a,20000\nb,40000\nc,20000\nword,count\n");
            assertThat(text(node, node.stepJob(job.id(), "count")))
                    .isEqualTo("word,count\nb,40000\na,20000\nc,20000\n");
            assertThat(states(job).values()).containsOnly(State.SUCCEEDED);
            List<TaskStatus> tasks = allTasks(grid.node(1), job.id());
            assertThat(tasks).hasSize((int) job.tasks().total());
            assertThat(tasks.stream().map(TaskStatus::step).distinct())
                    .containsExactly("count", "order", "again");
            String child = job.id() + ".count";
            assertThat(Objects.requireNonNull(node.job(child).step()).job()).isEqualTo(job.id());
            assertThat(ids(node, null)).containsExactly(job.id());
            assertThat(ids(node, job.id())).hasSize(3).contains(child);
            assertThat(refusal(() -> node.delete(child))).isEqualTo(ErrorCode.STEP_OF_JOB);
            node.delete(job.id());
            assertThat(refusal(() -> node.job(child))).isEqualTo(ErrorCode.NO_SUCH_JOB);
        }
    }

    @Test
    void severalLastStepsGiveAListAndFailuresAreHandledOrNot() throws Exception {
        try (TestGrid grid = TestGrid.alone(data, config -> config)) {
            GridNode node = grid.first();
            JobStatus two =
                    run(
                            node,
                            "{'name':'a','type':'noop'},{'name':'b','type':'noop','dependsOn':['a']},"
                                    + "{'name':'c','type':'noop','dependsOn':['a']}");
            JsonNode list = new ObjectMapper().readTree(text(node, two.id()));
            assertThat(list.at("/steps/b/job").textValue()).isEqualTo(two.id() + ".b");
            assertThat(list.at("/steps/c/result").textValue())
                    .isEqualTo("/api/v1/jobs/" + two.id() + "/result?step=c");
            String failing = "{'name':'a','type':'noop','parameters':{'failTask':0}},";
            JobStatus failed =
                    run(
                            node,
                            failing
                                    + "{'name':'b','type':'noop','dependsOn':['a']},"
                                    + "{'name':'tidy','type':'noop','dependsOn':"
                                    + "[{'step':'a','on':'always'}]}");
            assertThat(failed.state()).isEqualTo(JobState.FAILED);
            assertThat(Objects.requireNonNull(failed.error()).message()).contains("Step a failed");
            assertThat(states(failed))
                    .isEqualTo(
                            Map.of("a", State.FAILED, "b", State.SKIPPED, "tidy", State.SUCCEEDED));
            JobStatus handled =
                    run(
                            node,
                            failing
                                    + "{'name':'mend','type':'noop','dependsOn':"
                                    + "[{'step':'a','on':'failure'}]}");
            assertThat(handled.state()).isEqualTo(JobState.SUCCEEDED);
        }
    }

    @Test
    void aResultThatIsNoGoodInputFailsItsStep() throws Exception {
        try (TestGrid grid = TestGrid.alone(data, config -> config)) {
            JobStatus job =
                    run(
                            grid.first(),
                            "{'name':'a','type':'word-count','input':{'text':'x y'}},"
                                    + "{'name':'b','type':'csv-aggregate','input':{'step':'a'},"
                                    + "'parameters':{'groupBy':['nothing'],'aggregates':['count']}}");
            assertThat(job.state()).isEqualTo(JobState.FAILED);
            assertThat(Objects.requireNonNull(job.error()).message()).contains("Step b failed");
        }
    }

    @Test
    void cancelAndTimeoutStopAllSteps() throws Exception {
        String slow =
                "{'name':'a','type':'noop','parameters':{'sleepMillis':600000}},"
                        + "{'name':'b','type':'noop','parameters':{'sleepMillis':600000}},"
                        + "{'name':'c','type':'noop','dependsOn':['a']}";
        try (TestGrid grid = TestGrid.alone(data, config -> config)) {
            GridNode node = grid.first();
            String id = node.submit(request(slow, ""), "tester", "key").job().id();
            assertThat(node.submit(request(slow, ""), "tester", "key").created()).isFalse();
            List<JobChange> told = new CopyOnWriteArrayList<>();
            try (AutoCloseable _ = node.watch(id, told::add)) {
                await().until(() -> node.job(id).tasks().running() == 2);
                node.cancel(id);
                JobStatus ended = node.awaitEnd(id, TestGrid.PATIENCE);
                assertThat(ended.state()).isEqualTo(JobState.CANCELLED);
                assertThat(states(ended))
                        .isEqualTo(
                                Map.of(
                                        "a",
                                        State.CANCELLED,
                                        "b",
                                        State.CANCELLED,
                                        "c",
                                        State.SKIPPED));
                await().until(() -> told.getLast() instanceof JobChange.Ended);
            }
            JobStatus late = TestGrid.run(node, request(slow, "'timeout':'300ms',"));
            assertThat(late.state()).isEqualTo(JobState.FAILED);
            assertThat(Objects.requireNonNull(late.error()).code()).isEqualTo("job-timed-out");
            assertThat(node.cluster().liveJobs()).isZero();
        }
    }

    @Test
    void stepsGoOnWhenTheirDriverDies() throws Exception {
        try (TestGrid grid = TestGrid.of(3, data)) {
            await().until(() -> grid.nodes().stream().allMatch(n -> n.nodes().size() == 3));
            GridNode first = grid.first();
            List<String> steps = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String after = i == 0 ? "" : "'dependsOn':['s" + (i - 1) + "'],";
                steps.add(
                        "{'name':'s"
                                + i
                                + "',"
                                + after
                                + "'type':'noop','parameters':{'tasks':4,'sleepMillis':50}}");
            }
            JobRequest chain = request(String.join(",", steps), "");
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                ids.add(first.submit(chain, "tester", null).job().id());
            }
            await().until(() -> states(first.job(ids.getLast())).get("s1") == State.RUNNING);
            grid.node(2).crash();
            for (String id : ids) {
                JobStatus job = first.awaitEnd(id, TestGrid.PATIENCE);
                assertThat(job.state()).as("%s", job.error()).isEqualTo(JobState.SUCCEEDED);
                assertThat(job.tasks().succeeded()).isEqualTo(48);
            }
        }
    }

    @Test
    void theDoorNamesEveryFaultAndADryRunStoresNothing() throws Exception {
        try (TestGrid grid = TestGrid.alone(data, config -> config)) {
            GridNode node = grid.first();
            JobRequest bad =
                    request(
                            "{'name':'a','type':'noop','parameters':{'tasks':0}},"
                                    + "{'name':'b','type':'nope'},"
                                    + "{'name':'c','type':'sort'}",
                            "");
            GridException all =
                    catchThrowableOfType(
                            GridException.class, () -> node.submit(bad, "tester", null));
            assertThat(all.code()).isEqualTo(ErrorCode.BAD_REQUEST);
            assertThat(all.errors().stream().map(error -> error.pointer()))
                    .containsExactly(
                            "/steps/0/parameters/tasks", "/steps/1/type", "/steps/2/input");
            JobPlan plan =
                    node.plan(
                            request(
                                    "{'name':'a','type':'noop','parameters':{'tasks':12}},"
                                            + "{'name':'b','type':'sort','input':{'step':'a'}}",
                                    ""));
            JobPlan a = Objects.requireNonNull(plan.steps()).get(0).plan();
            JobPlan b = plan.steps().get(1).plan();
            assertThat(a.tasks()).isEqualTo(12);
            assertThat(a.first()).hasSize(10);
            assertThat(a.nodes()).hasSize(1);
            assertThat(b.unknown()).contains("step a");
            assertThat(b.dependsOn()).containsExactly("step a");
            assertThat(plan.exact()).isFalse();
            assertThat(ids(node, null)).isEmpty();
        }
    }

    @Test
    void aRetryKeepsWhatSucceeded() throws Exception {
        try (TestGrid grid = TestGrid.alone(data, config -> config)) {
            GridNode node = grid.first();
            JobRequest two =
                    request(
                            "{'name':'a','type':'noop'},{'name':'b','type':'noop',"
                                    + "'dependsOn':['a'],'parameters':{'sleepMillis':2000}}",
                            "");
            String id = node.submit(two, "tester", null).job().id();
            await().until(() -> states(node.job(id)).get("b") == State.RUNNING);
            node.cancel(id);
            assertThat(node.awaitEnd(id, TestGrid.PATIENCE).state()).isEqualTo(JobState.CANCELLED);
            assertThat(refusal(() -> node.retry(id + ".b", "tester")))
                    .isEqualTo(ErrorCode.STEP_OF_JOB);
            node.retry(id, "tester");
            JobStatus again = node.awaitEnd(id, TestGrid.PATIENCE);
            assertThat(again.state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(again.generation()).isEqualTo(2);
            assertThat(Objects.requireNonNull(again.steps()).stream().map(JobStatus.Step::job))
                    .containsExactly(id + ".a", id + ".b.2");
            node.delete(id);
            assertThat(refusal(() -> node.job(id + ".b"))).isEqualTo(ErrorCode.NO_SUCH_JOB);
        }
    }

    @Test
    void jobsMadeOfStepsWaitForJobsAndJobsForThem() throws Exception {
        try (TestGrid grid = TestGrid.alone(data, config -> config)) {
            GridNode node = grid.first();
            JobRequest slow = TestGrid.request("noop", "{\"sleepMillis\":600000}");
            String first = node.submit(slow, "tester", null).job().id();
            String waits = "'dependsOn':[{'job':'" + first + "','on':'failure'}],";
            JobRequest steps = request("{'name':'a','type':'noop'}", waits);
            String graph = node.submit(steps, "tester", null).job().id();
            JobRequest after =
                    TestGrid.request("noop", "{}").with(change -> change.dependsOn(graph));
            String last = node.submit(after, "tester", null).job().id();
            assertThat(node.job(graph).state()).isEqualTo(JobState.PENDING);
            assertThat(states(node.job(graph))).isEqualTo(Map.of("a", State.PENDING));
            assertThat(refusal(() -> node.stepJob(graph, "a"))).isEqualTo(ErrorCode.NO_SUCH_STEP);
            node.cancel(first);
            assertThat(node.awaitEnd(last, TestGrid.PATIENCE).state())
                    .isEqualTo(JobState.SUCCEEDED);
            assertThat(node.job(graph).state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(node.stepJob(graph, "a")).isEqualTo(graph + ".a");
        }
    }

    private static List<TaskStatus> allTasks(GridNode node, String id) {
        List<TaskStatus> tasks = new ArrayList<>();
        String cursor = null;
        do {
            var page = node.tasks(id, null, cursor, 2);
            tasks.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return tasks;
    }

    private static List<String> ids(GridNode node, @Nullable String of) {
        JobQuery query = new JobQuery(null, null, Map.of(), of, null, 100);
        return node.jobs(query).items().stream().map(JobStatus::id).toList();
    }

    private interface Call {
        void run();
    }

    private static ErrorCode refusal(Call call) {
        return catchThrowableOfType(GridException.class, call::run).code();
    }
}

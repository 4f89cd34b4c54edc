package io.gridmill.simulation;

import io.gridmill.engine.Heartbeat;
import io.gridmill.engine.Hint;
import io.gridmill.engine.HintNews;
import io.gridmill.engine.Network;
import io.gridmill.engine.Tally;
import io.gridmill.engine.Wants;
import io.gridmill.job.JobBrief;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The network as one node sees it. */
final class Members implements Network {
    private static final long ANSWER_WITHIN = 10 * World.SECOND;
    private static final int DOUBLE_WITHIN_MILLIS = 2_000;

    private final Node self;
    private final World world;
    private final Cluster cluster;
    private final Wire wire;
    private final boolean workersCount;

    Members(Node self, World world, Cluster cluster, Wire wire, Mutant mutant) {
        this.workersCount = mutant == Mutant.WORKERS_COUNT;
        this.self = self;
        this.world = world;
        this.cluster = cluster;
        this.wire = wire;
    }

    @Override
    public String self() {
        return self.id;
    }

    @Override
    public Set<String> nodes() {
        return self.view();
    }

    @Override
    public int dataNodes() {
        return workersCount ? nodes().size() : self.dataNodes();
    }

    @Override
    public boolean safe() {
        return self.cluster().safe();
    }

    @Override
    public void heardGoodbye(String node) {
        // Nobody leaves with a goodbye here: nodes crash or are put out.
    }

    @Override
    public void tell(Heartbeat heartbeat) {
        publish(listener -> listener.heartbeat(heartbeat));
    }

    @Override
    public void tellJobChanged(JobBrief job) {
        publish(listener -> listener.jobChanged(job));
    }

    @Override
    public void tellJobForgotten(String job) {
        publish(listener -> listener.jobForgotten(job));
    }

    @Override
    public void tellHints(HintNews news) {
        publish(listener -> listener.hints(news));
    }

    /** One thing that happens for all whom nothing delays: there may be a thousand of them. */
    private void publish(Consumer<Network.Listener> message) {
        if (self.evicted()) {
            return;
        }
        List<Node> to = List.copyOf(self.cluster().members());
        Node any = to.get(world.between(0, to.size()));
        world.after(
                wire.delay(self, any == self ? to.getFirst() : any),
                () -> {
                    for (Node node : to) {
                        deliver(node, message);
                    }
                });
    }

    private void deliver(Node node, Consumer<Network.Listener> message) {
        if (!node.alive()
                || node.evicted()
                || wire.severed(self, node)
                || wire.losesMessage(self, node)) {
            return;
        }
        Runnable arrives = () -> node.run(() -> message.accept(node.member().listener()));
        long late = wire.extra(self, node);
        if (late > 0) {
            world.after(late, arrives);
        } else {
            arrives.run();
        }
        if (wire.doubles()) {
            world.after(world.between(1, DOUBLE_WITHIN_MILLIS) * World.MILLI, arrives);
        }
    }

    @Override
    public CompletableFuture<List<Hint>> askHints(String node, Wants wants) {
        CompletableFuture<List<Hint>> answer = new CompletableFuture<>();
        if (self.evicted() || !self.view().contains(node)) {
            self.soon(() -> answer.complete(List.of()));
            return answer;
        }
        Node other = cluster.node(node);
        if (!reaches(other)) {
            self.after(ANSWER_WITHIN / World.MILLI, () -> answer.complete(List.of()));
            return answer;
        }
        world.after(
                wire.delay(self, other),
                () ->
                        other.run(
                                () -> {
                                    List<Hint> hints = other.hooks.hints(wants);
                                    back(other, () -> answer.complete(hints));
                                }));
        self.after(
                ANSWER_WITHIN / World.MILLI,
                () -> {
                    if (!answer.isDone()) {
                        answer.complete(List.of());
                    }
                });
        return answer;
    }

    /** Workers keep no blocks and are not asked about any. */
    private List<Node> keepers() {
        return self.view().stream()
                .map(cluster::node)
                .filter(node -> node.role.keepsData())
                .toList();
    }

    private boolean reaches(Node other) {
        return other.responsive()
                && !wire.severed(self, other)
                && !wire.losesOperation(self, other);
    }

    private void back(Node other, Runnable arrives) {
        if (wire.severed(other, self)) {
            return;
        }
        world.after(wire.delay(other, self), () -> self.run(arrives));
    }

    @Override
    public CompletableFuture<Map<String, Tally>> askTallies(String job) {
        CompletableFuture<Map<String, Tally>> all = new CompletableFuture<>();
        Map<String, Tally> answers = new LinkedHashMap<>();
        List<Node> asked = keepers();
        for (Node other : asked) {
            String id = other.id;
            if (self.evicted() || !reaches(other)) {
                self.after(
                        ANSWER_WITHIN / World.MILLI,
                        () ->
                                all.completeExceptionally(
                                        new IllegalStateException(id + " is mute")));
                return all;
            }
            world.after(
                    wire.delay(self, other),
                    () ->
                            other.run(
                                    () -> {
                                        Tally tally = other.hooks.tally(job, -1);
                                        back(
                                                other,
                                                () -> {
                                                    answers.put(id, tally);
                                                    if (answers.size() == asked.size()) {
                                                        all.complete(answers);
                                                    }
                                                });
                                    }));
        }
        self.after(
                ANSWER_WITHIN / World.MILLI,
                () -> all.completeExceptionally(new IllegalStateException("no answer in time")));
        return all;
    }
}

package io.gridmill.cluster.members;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.core.ExecutionCallback;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import com.hazelcast.topic.ITopic;
import io.gridmill.engine.Heartbeat;
import io.gridmill.engine.Hint;
import io.gridmill.engine.HintNews;
import io.gridmill.engine.Network;
import io.gridmill.engine.NodeCommand;
import io.gridmill.engine.Tally;
import io.gridmill.engine.Wants;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobBrief;
import io.gridmill.job.JobFilter;
import io.gridmill.job.JobRecord;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The members of the cluster: who is there, what they last said, and asking them. Thread-safe. */
public final class Members implements Network {
    private static final Logger LOG = LoggerFactory.getLogger(Members.class);
    private static final String NODE_ATTRIBUTE = "gridmill.node";
    private static final String TOPIC = "notices";
    private static final String EXECUTOR = "questions";
    private static final int THREADS = 4;
    private static final int QUEUE = 10_000;
    private static final long ANSWER_WITHIN_SECONDS = 10;
    private static final long GOODBYE_SECONDS = 1;

    private final HazelcastInstance hazelcast;
    private final Cluster cluster;
    private final String self;
    private final ITopic<Notice> topic;
    private final IExecutorService questions;
    private final Sightings sightings;
    private final Backups backups;
    private final Executor executor;
    private final Executor patient;

    /**
     * The members of the cluster that an instance is in.
     *
     * @param self id of this node
     * @param heartbeatInterval between what nodes say of themselves
     * @param executor where answers are continued
     * @param patient for what waits for answers
     */
    public Members(
            HazelcastInstance hazelcast,
            String self,
            Duration heartbeatInterval,
            Executor executor,
            Executor patient) {
        this.hazelcast = hazelcast;
        // Kept: it is asked on partition threads while the instance shuts down and refuses.
        this.cluster = hazelcast.getCluster();
        this.self = self;
        this.sightings = new Sightings(self, heartbeatInterval.toMillis());
        this.backups = new Backups(hazelcast, this::sightings);
        this.executor = executor;
        this.patient = patient;
        this.topic = hazelcast.getTopic(TOPIC);
        this.questions = hazelcast.getExecutorService(EXECUTOR);
    }

    /** Declares topic, executor, messages, and the node's id among the members. */
    public static void configure(Config config, String node) {
        config.getMemberAttributeConfig().setAttribute(NODE_ATTRIBUTE, node);
        config.getSerializationConfig()
                .addDataSerializableFactory(MessageFactory.ID, new MessageFactory());
        config.addExecutorConfig(
                new ExecutorConfig(EXECUTOR, THREADS)
                        .setQueueCapacity(QUEUE)
                        .setStatisticsEnabled(false));
        Backups.configure(config);
        config.getTopicConfig(TOPIC).setStatisticsEnabled(false);
    }

    /** Starts to listen. */
    public void listen(Listener listener) {
        topic.addMessageListener(
                message -> {
                    Notice notice = message.getMessageObject();
                    Heartbeat heartbeat = notice.heartbeat();
                    if (heartbeat != null) {
                        sightings.heard(heartbeat, System.nanoTime());
                    }
                    notice.passTo(listener);
                });
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public void tell(Heartbeat heartbeat) {
        sightings.heard(heartbeat, System.nanoTime());
        topic.publish(Notice.of(heartbeat));
    }

    @Override
    public void tellJobChanged(JobBrief job) {
        topic.publish(Notice.jobChanged(job));
    }

    @Override
    public void tellJobForgotten(String job) {
        topic.publish(Notice.jobForgotten(job));
    }

    @Override
    public void tellHints(HintNews news) {
        topic.publish(Notice.of(news));
    }

    @Override
    public Set<String> nodes() {
        Set<String> nodes = new HashSet<>();
        for (Member member : hazelcast.getCluster().getMembers()) {
            nodes.add(nodeOf(member));
        }
        return nodes;
    }

    @Override
    public int dataNodes() {
        int nodes = 0;
        for (Member member : cluster.getMembers()) {
            nodes += member.isLiteMember() ? 0 : 1;
        }
        return nodes;
    }

    @Override
    public boolean safe() {
        return backups.inPlace();
    }

    /** The machine that this member's address names. */
    public String selfHost() {
        return hazelcast.getCluster().getLocalMember().getAddress().getHost();
    }

    /** This member's address, HOST:PORT. */
    public String selfAddress() {
        return addressOf(hazelcast);
    }

    /** The address of an instance's own member, HOST:PORT. */
    public static String addressOf(HazelcastInstance hazelcast) {
        Address address = hazelcast.getCluster().getLocalMember().getAddress();
        return address.getHost() + ":" + address.getPort();
    }

    private static String nodeOf(Member member) {
        String node = member.getAttribute(NODE_ATTRIBUTE);
        return node == null ? member.getUuid().toString() : node;
    }

    /** What the present members last said, this one included; members that said nothing are left out. */
    public Collection<Heartbeat> heartbeats() {
        return sightings.of(nodes());
    }

    /** All nodes as this one sees them, with those that went lately. */
    public List<Sighting> sightings() {
        return sightings.all(nodes(), System.nanoTime(), hazelcast.getCluster().getClusterTime());
    }

    /** Whether another member is there that is not leaving as well. */
    public boolean othersStay() {
        Set<String> others = nodes();
        others.remove(self);
        for (Heartbeat heartbeat : sightings.of(others)) {
            if (heartbeat.leaving()) {
                others.remove(heartbeat.node());
            }
        }
        return !others.isEmpty();
    }

    @Override
    public CompletableFuture<List<Hint>> askHints(String node, Wants wants) {
        Member member = member(node);
        if (member == null) {
            return CompletableFuture.completedFuture(List.of());
        }
        CompletableFuture<byte[]> asked = new CompletableFuture<>();
        try {
            questions.submitToMember(Question.hints(wants), member, answer(asked));
        } catch (RejectedExecutionException | HazelcastException | IllegalStateException e) {
            asked.completeExceptionally(e);
        }
        return asked.orTimeout(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS)
                .handleAsync((bytes, failure) -> hints(node, bytes, failure), executor);
    }

    private static ExecutionCallback<byte[]> answer(CompletableFuture<byte[]> asked) {
        return new ExecutionCallback<>() {
            @Override
            public void onResponse(byte[] response) {
                asked.complete(response);
            }

            @Override
            public void onFailure(Throwable failure) {
                asked.completeExceptionally(failure);
            }
        };
    }

    private static List<Hint> hints(
            String node, byte @Nullable [] answer, @Nullable Throwable failure) {
        try {
            if (answer != null) {
                return Hint.readAll(new DataInputStream(new ByteArrayInputStream(answer)));
            }
            LOG.debug("No hints from {}", node, failure);
        } catch (IOException e) {
            LOG.debug("Hints from {} cannot be read", node, e);
        }
        return List.of();
    }

    @Override
    public CompletableFuture<Map<String, Tally>> askTallies(String job) {
        return CompletableFuture.supplyAsync(() -> tallies(job, null), patient);
    }

    private @Nullable Member member(String node) {
        for (Member member : hazelcast.getCluster().getMembers()) {
            if (nodeOf(member).equals(node)) {
                return member;
            }
        }
        return null;
    }

    /**
     * Asks every member for its blocks of a job.
     *
     * @param after the mark of each node's last answer; a node that is missing tells all its blocks.
     *     Null: figures only
     * @return by node
     * @throws GridException UNAVAILABLE when a member does not answer
     */
    public Map<String, Tally> tallies(String job, @Nullable Map<String, Long> after) {
        return askAll(
                node -> Question.tally(job, after == null ? -1 : after.getOrDefault(node, 0L)),
                Tally::read,
                "how its tasks of job " + job + " stand");
    }

    /**
     * The jobs of the whole grid that pass a filter, newest first.
     *
     * @throws GridException UNAVAILABLE when a member does not answer
     */
    public List<JobRecord> jobs(JobFilter filter) {
        List<JobRecord> found = new ArrayList<>();
        askAll(_ -> Question.jobs(filter), JobList::read, "which jobs it drives")
                .values()
                .forEach(found::addAll);
        return filter.pick(found);
    }

    private interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    /**
     * Tells a node what to do and waits for its answer.
     *
     * @throws GridException UNAVAILABLE when it does not answer
     */
    public void command(String node, NodeCommand command) {
        Member member = member(node);
        try {
            if (member == null) {
                throw new TimeoutException(node + " is no member any more");
            }
            byte[] answer =
                    questions
                            .submitToMember(Question.command(command), member)
                            .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
            Heartbeat after = Heartbeat.read(new DataInputStream(new ByteArrayInputStream(answer)));
            sightings.heard(after, System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("whether it did as told", e);
        } catch (ExecutionException
                | TimeoutException
                | IOException
                | RejectedExecutionException e) {
            throw unavailable("whether it did as told", e);
        }
    }

    /** Tells all others that this node leaves now, and waits a moment until they know. */
    public void sayGoodbye() {
        Question goodbye = Question.command(new NodeCommand.Goodbye(self));
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(GOODBYE_SECONDS);
        List<Future<byte[]>> told = new ArrayList<>();
        try {
            for (Member member : hazelcast.getCluster().getMembers()) {
                if (!member.localMember()) {
                    told.add(questions.submitToMember(goodbye, member));
                }
            }
            for (Future<byte[]> answer : told) {
                answer.get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.debug("Some will take this node for lost", e);
        }
    }

    @Override
    public void heardGoodbye(String node) {
        sightings.goodbye(node);
    }

    /** Asks every member at once that keeps data; the answers by node. */
    private <T> Map<String, T> askAll(
            Function<String, Question> question, Reader<T> reader, String what) {
        Map<String, Future<byte[]>> asked = new HashMap<>();
        Map<String, T> answers = new HashMap<>();
        try {
            for (Member member : hazelcast.getCluster().getMembers()) {
                if (member.isLiteMember()) {
                    continue;
                }
                String node = nodeOf(member);
                asked.put(node, questions.submitToMember(question.apply(node), member));
            }
            for (Map.Entry<String, Future<byte[]>> entry : asked.entrySet()) {
                byte[] answer = entry.getValue().get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
                answers.put(
                        entry.getKey(),
                        reader.read(new DataInputStream(new ByteArrayInputStream(answer))));
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(what, e);
        } catch (ExecutionException
                | TimeoutException
                | IOException
                | RejectedExecutionException e) {
            throw unavailable(what, e);
        }
    }

    private static GridException unavailable(String what, Exception cause) {
        return new GridException(
                ErrorCode.UNAVAILABLE,
                "A member did not tell "
                        + what
                        + "; the cluster may be changing, repeat in a second",
                List.of(),
                cause);
    }

    /** Told, on an event thread, of each node that leaves, and whether it had said goodbye. */
    public interface LeaveReaction {
        void left(String node, boolean saidGoodbye);
    }

    /** Tells from now on who leaves. */
    public void onLeave(LeaveReaction reaction) {
        cluster.addMembershipListener(
                new LeaveListener(
                        member -> {
                            String node = nodeOf(member);
                            boolean goodbye = sightings.left(node, cluster.getClusterTime());
                            reaction.left(node, goodbye);
                        }));
    }
}

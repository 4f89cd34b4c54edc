package io.gridmill.claim;

import io.gridmill.claim.Eligibility.Demand;
import io.gridmill.job.Needs;
import io.gridmill.job.Strategy;
import io.gridmill.ledger.Share;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks of a job's blocks on one member each node may claim: at once, and after the block has
 * waited for a grace period. A function of what the nodes say, so that all who know the same agree;
 * where they do not for a moment, a task goes to another node than meant, and still to one only.
 * Immutable.
 */
public final class Designation {
    /** How long a block stands still until nodes that it was not meant for may take it. */
    public static final Duration GRACE = Duration.ofSeconds(1);

    private final Strategy strategy;
    private final boolean stealing;
    private final String owner;
    private final Map<String, Integer> places = new HashMap<>();
    private final Set<String> first;

    /**
     * Designates nodes.
     *
     * @param able the nodes that may run the job's tasks but for resources in use, in an order that
     *     all nodes agree on
     * @param owner the member that owns the blocks
     */
    public Designation(SchedulingRules rules, Rule rule, List<NodeView> able, String owner) {
        this.strategy = rule.strategy;
        this.stealing = rules.stealing();
        this.owner = owner;
        able.forEach(node -> places.put(node.id(), places.size()));
        this.first = first(rule, able);
    }

    /** The nodes that may run a job's tasks but for resources in use, in the order given. */
    public static List<NodeView> able(Demand demand, List<NodeView> nodes) {
        return nodes.stream().filter(node -> Eligibility.of(demand, node).able()).toList();
    }

    /** A job's strategy and what it needs. */
    public record Rule(Strategy strategy, Needs needs) {}

    /** The nodes that come first; the others come after the grace. */
    private Set<String> first(Rule rule, List<NodeView> able) {
        return switch (rule.strategy) {
            case ROUND_ROBIN -> places.keySet();
            case CAPABILITY -> tightest(rule.needs, able);
            case LOCAL -> places.containsKey(owner) ? Set.of(owner) : places.keySet();
            case LEAST_BUSY ->
                    stealing || !places.containsKey(owner)
                            ? places.keySet()
                            : ownerAndWorkers(able);
        };
    }

    /** A worker owns no block: without stealing it would never have any work. */
    private Set<String> ownerAndWorkers(List<NodeView> able) {
        return able.stream()
                .filter(node -> node.id().equals(owner) || !node.keepsData())
                .map(NodeView::id)
                .collect(Collectors.toSet());
    }

    private static Set<String> tightest(Needs needs, List<NodeView> able) {
        int least = Integer.MAX_VALUE;
        for (NodeView node : able) {
            least = Math.min(least, spare(needs, node));
        }
        int fewest = least;
        return able.stream()
                .filter(node -> spare(needs, node) == fewest)
                .map(NodeView::id)
                .collect(Collectors.toSet());
    }

    /** Capabilities of a node that the job has no use for; every node has a processor and memory. */
    private static int spare(Needs needs, NodeView node) {
        int spare = 0;
        for (String label : node.labels().keySet()) {
            spare += needs.labels().containsKey(label) ? 0 : 1;
        }
        for (Map.Entry<String, Long> resource : node.resources().entrySet()) {
            boolean common = resource.getKey().equals("cpu") || resource.getKey().equals("memory");
            boolean needed = needs.resources().containsKey(resource.getKey());
            spare += common || needed || resource.getValue() == 0 ? 0 : 1;
        }
        return spare;
    }

    /** What a node may claim at once; null for nothing. */
    public @Nullable Share now(String node) {
        Integer place = places.get(node);
        if (place == null || !first.contains(node)) {
            return null;
        }
        return strategy == Strategy.ROUND_ROBIN ? new Share(places.size(), place) : Share.ALL;
    }

    /** What a node may claim of a block that has waited for the grace period; null for nothing. */
    public @Nullable Share later(String node) {
        return stealing && places.containsKey(node) ? Share.ALL : now(node);
    }

    /** Whether any other node than the owner may claim some of it, now or later. */
    public boolean forOthers() {
        for (String node : places.keySet()) {
            if (!node.equals(owner) && later(node) != null) {
                return true;
            }
        }
        return false;
    }
}

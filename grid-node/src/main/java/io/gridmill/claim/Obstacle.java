package io.gridmill.claim;

import io.gridmill.job.Amounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a node may not run a job's tasks now. */
public sealed interface Obstacle {

    /** Its role is to keep data only. */
    record Role() implements Obstacle {}

    /** It was given no slots. */
    record NoSlots() implements Obstacle {}

    /** It does not run the type. */
    record TypeMissing(String type) implements Obstacle {}

    /**
     * A label is missing or another.
     *
     * @param wanted any of these would do
     * @param has its value there; null where the node has no such label
     */
    record LabelMissing(String key, List<String> wanted, @Nullable String has)
            implements Obstacle {}

    /**
     * It never has so much of a resource.
     *
     * @param needed by one task, in thousandths
     * @param has in all, in thousandths
     */
    record ResourceTooSmall(String resource, long needed, long has) implements Obstacle {}

    /**
     * Running tasks use it up.
     *
     * @param needed by one task, in thousandths
     * @param free now, in thousandths
     */
    record ResourceInUse(String resource, long needed, long free) implements Obstacle {}

    /** It finishes what it runs and takes nothing new. */
    record Draining() implements Obstacle {}

    /** It takes nothing until its machine is free again. */
    record Busy() implements Obstacle {}

    /** Nothing was heard of it for a while. */
    record Suspect() implements Obstacle {}

    /** Whether it stays for as long as the node is configured as it is. */
    default boolean lasting() {
        return switch (this) {
            case Role _, NoSlots _, TypeMissing _, LabelMissing _, ResourceTooSmall _ -> true;
            case ResourceInUse _, Draining _, Busy _, Suspect _ -> false;
        };
    }

    /** Stable name. */
    default String code() {
        return switch (this) {
            case Role _ -> "role";
            case NoSlots _ -> "no-slots";
            case TypeMissing _ -> "type-missing";
            case LabelMissing _ -> "label-missing";
            case ResourceTooSmall _ -> "resource-too-small";
            case ResourceInUse _ -> "resource-in-use";
            case Draining _ -> "node-draining";
            case Busy _ -> "node-busy";
            case Suspect _ -> "node-suspect";
        };
    }

    /** For people: what is so, to be read after the node's name. */
    default String text() {
        return switch (this) {
            case Role _ -> "is a scheduler and runs no tasks";
            case NoSlots _ -> "has no slots";
            case TypeMissing missing -> "does not run type " + missing.type;
            case LabelMissing label ->
                    label.has == null
                            ? "has no label " + label.key + " (needed: " + any(label.wanted) + ")"
                            : "has "
                                    + label.key
                                    + "="
                                    + label.has
                                    + ", needed: "
                                    + any(label.wanted);
            case ResourceTooSmall small ->
                    "has "
                            + Amounts.text(small.resource, small.has)
                            + " of "
                            + small.resource
                            + ", a task needs "
                            + Amounts.text(small.resource, small.needed);
            case ResourceInUse use ->
                    "has "
                            + Amounts.text(use.resource, Math.max(0, use.free))
                            + " of "
                            + use.resource
                            + " left beside what runs, a task needs "
                            + Amounts.text(use.resource, use.needed);
            case Draining _ -> "is draining and takes nothing new";
            case Busy _ -> "is busy with what others do on its machine";
            case Suspect _ -> "has not been heard of for a while";
        };
    }

    private static String any(List<String> wanted) {
        return String.join(" or ", wanted);
    }
}

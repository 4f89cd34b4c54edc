package io.gridmill.simulation;

import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.BlockText;
import io.gridmill.ledger.TaskBlock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to which task and job, kept cheaply and told only when something went wrong. */
final class Story {
    private static final int LONGEST = 60;

    private final World world;
    private final List<Line> lines = new ArrayList<>();

    Story(World world) {
        this.world = world;
    }

    private sealed interface Line {
        record OfBlock(
                long time,
                Member owner,
                BlockKey key,
                BlockEvent event,
                @Nullable TaskBlock before,
                TaskBlock after)
                implements Line {}

        record OfJob(long time, Member owner, String job, JobEvent event, JobRecord after)
                implements Line {}

        record Note(long time, String text) implements Line {}
    }

    void block(Member owner, BlockKey key, BlockEvent event, TaskBlock before, TaskBlock after) {
        lines.add(new Line.OfBlock(world.time(), owner, key, event, before, after));
    }

    void job(Member owner, JobEvent event, JobRecord after) {
        lines.add(new Line.OfJob(world.time(), owner, after.id(), event, after));
    }

    void note(String text) {
        lines.add(new Line.Note(world.time(), text));
    }

    /** All that touched a task, between what happened to the grid and to its job. */
    String ofTask(BlockKey key, int index) {
        List<String> told = new ArrayList<>();
        for (Line line : lines) {
            switch (line) {
                case Line.OfBlock of when of.key.equals(key) -> tellTask(of, index, told);
                case Line.OfBlock _ -> {}
                case Line.OfJob of -> tellJob(of, key.job(), told);
                case Line.Note note -> told.add(note.time + " " + note.text);
            }
        }
        return last(told);
    }

    /** All that touched a job, and how its blocks ended. */
    String ofJob(String job) {
        List<String> told = new ArrayList<>();
        for (Line line : lines) {
            switch (line) {
                case Line.OfBlock of when of.key.job().equals(job) -> tellBlock(of, told);
                case Line.OfBlock _ -> {}
                case Line.OfJob of -> tellJob(of, job, told);
                case Line.Note note -> told.add(note.time + " " + note.text);
            }
        }
        return last(told);
    }

    private static void tellTask(Line.OfBlock line, int index, List<String> told) {
        String before = line.before == null ? "" : BlockText.task(line.before, index);
        String after = BlockText.task(line.after, index);
        boolean named =
                line.event instanceof BlockEvent.Work work
                        && work.report() != null
                        && work.report().tasks().stream().anyMatch(t -> t.index() == index);
        if (named || !before.equals(after)) {
            told.add(line.time + " at " + line.owner + " " + line.event + "\n      " + after);
        }
    }

    private static void tellBlock(Line.OfBlock line, List<String> told) {
        boolean matters =
                line.event instanceof BlockEvent.Fold || line.event instanceof BlockEvent.Stop;
        if (matters) {
            told.add(line.time + " at " + line.owner + " " + line.key + " " + line.event);
        }
    }

    private static void tellJob(Line.OfJob line, String job, List<String> told) {
        if (line.job.equals(job)) {
            told.add(
                    "%d at %s %s\n      %s settled %s"
                            .formatted(
                                    line.time,
                                    line.owner,
                                    line.event,
                                    line.after.progress(),
                                    line.after.settled()));
        }
    }

    private static String last(List<String> told) {
        int from = Math.max(0, told.size() - LONGEST);
        String text = String.join("\n    ", told.subList(from, told.size()));
        return text.replaceAll("\\[B@[0-9a-f]+", "...");
    }
}

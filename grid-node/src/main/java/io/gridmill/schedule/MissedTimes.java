package io.gridmill.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/**
 * Times that went by while nobody was there.
 *
 * @param newest those that are kept, oldest first
 * @param dropped how many are not, counted up to a limit
 * @param lastDropped the newest of those; 0 for none
 * @param exact whether all were counted
 */
record MissedTimes(List<Long> newest, long dropped, long lastDropped, boolean exact) {
    private static final long FIRST_WINDOW_MILLIS = 60_000;

    MissedTimes {
        newest = List.copyOf(newest);
    }

    /**
     * The times after one and up to another. Looks backwards in growing steps, so that a year of
     * seconds is not gone through for its last few.
     *
     * @param most how many are kept
     * @param counted when to stop counting the others
     */
    static MissedTimes between(
            Schedule schedule, Timing timing, long after, long upTo, int most, int counted) {
        long window = FIRST_WINDOW_MILLIS;
        while (true) {
            long from = Math.max(after, upTo - window);
            Deque<Long> newest = new ArrayDeque<>();
            long dropped = 0;
            long lastDropped = 0;
            OptionalLong next = SchedulePolicy.next(schedule, timing, from);
            while (next.isPresent() && next.getAsLong() <= upTo) {
                newest.addLast(next.getAsLong());
                if (newest.size() > most) {
                    lastDropped = newest.removeFirst();
                    dropped++;
                }
                next = SchedulePolicy.next(schedule, timing, next.getAsLong());
            }
            if (from == after || dropped >= counted) {
                return new MissedTimes(
                        new ArrayList<>(newest), dropped, lastDropped, from == after);
            }
            window = window > Long.MAX_VALUE / 4 ? Long.MAX_VALUE : window * 2;
        }
    }

    String text(long lost, Schedule.CatchUp catchUp) {
        String number = (exact ? "" : "more than ") + lost + (lost == 1 ? " time" : " times");
        return number
                + " went by while the grid was not there"
                + switch (catchUp) {
                    case NONE -> "";
                    case LAST -> "; the last one after these runs now";
                    case ALL -> ", beyond catchUpLimit";
                };
    }
}

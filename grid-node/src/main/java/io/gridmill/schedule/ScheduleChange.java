package io.gridmill.schedule;

import org.jspecify.annotations.Nullable;

/** What can happen to a schedule's record. May come twice or too late. */
public sealed interface ScheduleChange {

    /** Somebody puts it, for the first time or again. */
    record Put(Schedule schedule, long now) implements ScheduleChange {}

    /** Its driver has done a step; refused where the record is not the one that it had seen. */
    record Advance(ScheduleRecord after) implements ScheduleChange {}

    /** The record that follows; null where nothing changes. */
    static @Nullable ScheduleRecord apply(@Nullable ScheduleRecord record, ScheduleChange change) {
        return switch (change) {
            case Put put ->
                    record == null
                            ? ScheduleRecord.created(put.schedule(), put.now())
                            : record.replaced(put.schedule(), put.now());
            case Advance advance ->
                    record != null && record.version() + 1 == advance.after().version()
                            ? advance.after()
                            : null;
        };
    }
}

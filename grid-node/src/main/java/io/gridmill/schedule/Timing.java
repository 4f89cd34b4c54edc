package io.gridmill.schedule;

import java.util.OptionalLong;

/** When a schedule is due. Immutable; times are milliseconds since the epoch. */
public sealed interface Timing permits CronTiming, IntervalTiming {

    /** The first time after another one; empty where none will come. */
    OptionalLong next(long after);

    /** What it means, in words. */
    String description();
}

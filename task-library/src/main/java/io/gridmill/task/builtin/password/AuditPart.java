package io.gridmill.task.builtin.password;

import io.gridmill.task.ByteRange;

/**
 * The work of one task: all pairs of a range of one list and a slice of the other.
 *
 * @param range of the input; of the list of hashes, in lines, where there is no input
 * @param from first item of the slice of the list that is a parameter, from 0
 * @param to behind the last one
 */
record AuditPart(ByteRange range, int from, int to) {

    /** Whether it is the first task of its range. */
    boolean first() {
        return from == 0;
    }
}

package io.gridmill.task.builtin.csv;

import java.util.List;

/**
 * Which fields of a row are needed.
 *
 * @param fields number of fields that a row must have
 * @param groups fields of the groups' columns, from 0
 * @param measures fields of the measured columns, from 0
 */
record CsvLayout(int fields, List<Integer> groups, List<Integer> measures) {

    CsvLayout {
        groups = List.copyOf(groups);
        measures = List.copyOf(measures);
    }
}

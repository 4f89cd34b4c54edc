package io.gridmill.chaos;

import java.io.IOException;

/**
 * Something that must do no harm.
 *
 * @param name as it is given on the command line
 * @param bounded whether it is part of every check
 * @param shape of the grid
 * @param round what is done, once per round, on the same grid
 */
record Scenario(String name, boolean bounded, ChaosGrid.Shape shape, Round round) {

    /** One round. */
    interface Round {
        void play(Stage stage) throws IOException, InterruptedException;
    }
}

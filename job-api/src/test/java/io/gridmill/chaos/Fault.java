package io.gridmill.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Something that happens to a grid and ends again. */
sealed interface Fault {

    /** How long it lasts. */
    Duration lasts();

    /** Whether the grid is expected to lose sight of a node. */
    default boolean seen() {
        return true;
    }

    /** The nodes that it strikes, where it leaves a majority that must go on; else none. */
    default List<Integer> struck() {
        return List.of();
    }

    /** Nodes whose processes are new when it ends. */
    default List<Integer> restarted() {
        return List.of();
    }

    void begin(ChaosGrid grid);

    void end(ChaosGrid grid);

    /** {@code kill -9} of nodes at once; started again when it ends. */
    record Kill(List<Integer> nodes, Duration lasts) implements Fault {
        @Override
        public List<Integer> restarted() {
            return nodes;
        }

        @Override
        public void begin(ChaosGrid grid) {
            nodes.forEach(node -> grid.node(node).killAtOnce());
            nodes.forEach(node -> grid.node(node).kill());
        }

        @Override
        public void end(ChaosGrid grid) {
            nodes.forEach(node -> grid.node(node).start());
        }
    }

    /** A process that stands still: its connections stay open and it answers nothing. */
    record Freeze(int node, Duration lasts) implements Fault {
        @Override
        public List<Integer> struck() {
            return List.of(node);
        }

        @Override
        public void begin(ChaosGrid grid) {
            grid.node(node).freeze();
        }

        @Override
        public void end(ChaosGrid grid) {
            grid.node(node).thaw();
        }
    }

    /** Whatever {@code from} sends is lost on the way to {@code to}. */
    record Link(int from, int to) {
        /** One machine hears nothing of the others and they nothing of it. */
        static List<Link> around(int node, int of) {
            List<Link> links = new ArrayList<>();
            for (int other = 1; other <= of; other++) {
                if (other != node) {
                    links.add(new Link(node, other));
                    links.add(new Link(other, node));
                }
            }
            return links;
        }

        /** Two machines hear nothing of each other. */
        static List<Link> between(int one, int other) {
            return List.of(new Link(one, other), new Link(other, one));
        }
    }

    /** A network in which some machines do not hear some others. */
    record Cut(String name, List<Link> links, Duration lasts) implements Fault {
        @Override
        public void begin(ChaosGrid grid) {
            links.forEach(
                    link ->
                            grid.machines()
                                    .get(link.to())
                                    .dropFrom(grid.machines().get(link.from())));
        }

        @Override
        public void end(ChaosGrid grid) {
            for (int i = 1; i <= grid.machines().count(); i++) {
                grid.machines().get(i).heal();
            }
        }

        @Override
        public String toString() {
            return "cut " + name;
        }
    }

    /** A wall clock that is suddenly off, and right again afterwards. */
    record ClockJump(int node, String offset, Duration lasts) implements Fault {
        @Override
        public boolean seen() {
            return false;
        }

        @Override
        public void begin(ChaosGrid grid) {
            grid.setClock(node, offset);
        }

        @Override
        public void end(ChaosGrid grid) {
            grid.setClock(node, "+0");
        }
    }

    /** A data directory on which nothing more can be written. */
    record FullDisk(int node, Duration lasts) implements Fault {
        @Override
        public boolean seen() {
            return false;
        }

        @Override
        public void begin(ChaosGrid grid) {
            try {
                SmallDisk.fill(grid.node(node).data());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void end(ChaosGrid grid) {
            try {
                SmallDisk.empty(grid.node(node).data());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A store that takes this much longer for everything. */
    record SlowStore(long delayMillis, Duration lasts) implements Fault {
        @Override
        public boolean seen() {
            return false;
        }

        @Override
        public void begin(ChaosGrid grid) {
            grid.store().delay(delayMillis);
        }

        @Override
        public void end(ChaosGrid grid) {
            grid.store().delay(0);
        }
    }

    /** A store that is not there. */
    record StoreGone(Duration lasts) implements Fault {
        @Override
        public boolean seen() {
            return false;
        }

        @Override
        public void begin(ChaosGrid grid) {
            grid.store().gone(true);
        }

        @Override
        public void end(ChaosGrid grid) {
            grid.store().gone(false);
        }
    }
}

package io.gridmill.chaos;

import io.gridmill.chaos.ChaosGrid.Shape;
import io.gridmill.chaos.Fault.ClockJump;
import io.gridmill.chaos.Fault.Cut;
import io.gridmill.chaos.Fault.Freeze;
import io.gridmill.chaos.Fault.FullDisk;
import io.gridmill.chaos.Fault.Kill;
import io.gridmill.chaos.Fault.Link;
import io.gridmill.chaos.Fault.SlowStore;
import io.gridmill.chaos.Fault.StoreGone;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All scenarios. Every node has two slots and keeps records with two backups. */
final class Scenarios {
    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final Duration CUT = Duration.ofSeconds(9);

    private Scenarios() {}

    /** Those of one shape in a row: they are played on one grid. */
    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>(ofThree());
        all.addAll(ofStores());
        all.addAll(ofFive());
        return all;
    }

    private static List<Scenario> ofThree() {
        return List.of(
                bounded("kill-one", Shape.of(3), stage -> faults(stage, kill(2))),
                bounded("acceptor-killed", Shape.of(3), Plays::acceptorKilled),
                bounded("cut-both-ways", Shape.of(3), stage -> faults(stage, isolated(3, 3))),
                bounded("freeze-20s", Shape.of(3), stage -> faults(stage, freeze(3, 20))),
                bounded("memory-task", Shape.of(3), Plays::memoryTask),
                of("freeze-30s", stage -> faults(stage, freeze(1, 30))),
                of("cut-one-way", stage -> faults(stage, deaf(3, 3), mute(3, 3))),
                of("cut-each-pair", stage -> faults(stage, pairs(3))),
                of("cut-each-pair-one-way", stage -> faults(stage, oneWayPairs(3))),
                of("lost-majority-killed", Plays::majorityKilled),
                of("lost-majority-cut", Plays::majorityCut),
                of("clock-forward", stage -> faults(stage, new ClockJump(2, "+1h", CUT))),
                of("clock-back", stage -> faults(stage, new ClockJump(1, "-1h", CUT))),
                of("restart-storm", Plays::restartStorm),
                more("full-disk", Shape.of(3).onSmallDisks(), stage -> faults(stage, full(2))));
    }

    private static List<Scenario> ofStores() {
        Shape sqlite = Shape.of(3).with(Store.Kind.SQLITE);
        Shape postgres = Shape.of(3).with(Store.Kind.POSTGRES);
        return List.of(
                bounded("kill-all", sqlite, Plays::killAll),
                more("kill-all-postgres", postgres, Plays::killAll),
                more("slow-store", postgres, stage -> faults(stage, new SlowStore(500, CUT))),
                more("store-gone", postgres, stage -> faults(stage, new StoreGone(CUT))));
    }

    private static List<Scenario> ofFive() {
        Shape five = Shape.of(5);
        return List.of(
                more("kill-two-of-five", five, stage -> faults(stage, kill(2, 4))),
                more("five-halves", five, stage -> faults(stage, halves(), isolated(5, 5))),
                more("five-one-way", five, stage -> faults(stage, deaf(1, 5), mute(4, 5))),
                more("five-each-pair", five, stage -> faults(stage, pairs(5))));
    }

    private static Scenario bounded(String name, Shape shape, Scenario.Round round) {
        return new Scenario(name, true, shape, round);
    }

    private static Scenario of(String name, Scenario.Round round) {
        return more(name, Shape.of(3), round);
    }

    private static Scenario more(String name, Shape shape, Scenario.Round round) {
        return new Scenario(name, false, shape, round);
    }

    private static void faults(Stage stage, Fault... faults)
            throws IOException, InterruptedException {
        stage.underLoad(List.of(faults));
    }

    private static Fault kill(Integer... nodes) {
        return new Kill(List.of(nodes), SHORT);
    }

    private static Fault freeze(int node, int seconds) {
        return new Freeze(node, Duration.ofSeconds(seconds));
    }

    private static Fault full(int node) {
        return new FullDisk(node, Duration.ofSeconds(12));
    }

    private static Fault isolated(int node, int of) {
        return new Cut(node + " alone", Link.around(node, of), CUT);
    }

    /** Hears nobody, is heard by all. */
    private static Fault deaf(int node, int of) {
        List<Link> links = Link.around(node, of).stream().filter(l -> l.to() == node).toList();
        return new Cut(node + " deaf", links, CUT);
    }

    /** Hears all, is heard by nobody. */
    private static Fault mute(int node, int of) {
        List<Link> links = Link.around(node, of).stream().filter(l -> l.from() == node).toList();
        return new Cut(node + " mute", links, CUT);
    }

    private static Fault[] pairs(int of) {
        List<Fault> cuts = new ArrayList<>();
        for (int one = 1; one <= of; one++) {
            for (int other = one + 1; other <= of; other++) {
                cuts.add(new Cut(one + "-" + other, Link.between(one, other), CUT));
            }
        }
        return cuts.toArray(Fault[]::new);
    }

    private static Fault[] oneWayPairs(int of) {
        List<Fault> cuts = new ArrayList<>();
        for (int one = 1; one <= of; one++) {
            for (int other = 1; other <= of; other++) {
                if (one != other) {
                    cuts.add(new Cut(one + ">" + other, List.of(new Link(one, other)), CUT));
                }
            }
        }
        return cuts.toArray(Fault[]::new);
    }

    /** Nodes 1 and 2 apart from 3, 4 and 5. */
    private static Fault halves() {
        List<Link> links = new ArrayList<>();
        for (int one = 1; one <= 2; one++) {
            for (int other = 3; other <= 5; other++) {
                links.addAll(Link.between(one, other));
            }
        }
        return new Cut("1 2 | 3 4 5", links, CUT);
    }
}

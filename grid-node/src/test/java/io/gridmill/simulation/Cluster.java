package io.gridmill.simulation;

import java.util.ArrayList;
import java.util.List;

/** The members and who keeps which partition; survives the loss of as many members as backups. */
final class Cluster {
    static final int PARTITIONS = 7;

    private final World world;
    private final int backups;
    private final List<Partition> partitions = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private int mayBeLost;

    Cluster(World world, int backups) {
        this.world = world;
        this.backups = backups;
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new Partition(i));
        }
    }

    /** Members that are known to be there: a crash is noticed a little later. */
    List<Member> members() {
        return members;
    }

    List<Partition> partitions() {
        return partitions;
    }

    Partition partition(Object key) {
        return partitions.get(Math.floorMod(key.hashCode(), PARTITIONS));
    }

    boolean knows(String id) {
        return members.stream().anyMatch(member -> member.id.equals(id));
    }

    int slots() {
        return members.stream().mapToInt(member -> member.slots).sum();
    }

    void join(Member member) {
        members.add(member);
        repair();
    }

    /** Whether the promise allows to lose one more now. */
    boolean mayLose() {
        return mayBeLost > 0;
    }

    void crash(Member member) {
        mayBeLost--;
        member.crash();
        world.after(world.between(100, 600), () -> noticed(member));
    }

    private void noticed(Member member) {
        members.remove(member);
        for (Partition partition : partitions) {
            partition.leave(member);
        }
        world.after(world.between(100, 3_000), this::repair);
    }

    /** Gives each partition the copies it should have, and the members about equal shares. */
    private void repair() {
        if (members.stream().anyMatch(member -> !member.alive())) {
            world.after(500, this::repair);
            return;
        }
        for (Partition partition : partitions) {
            List<Member> others = new ArrayList<>(members);
            others.removeAll(partition.replicas);
            while (partition.replicas.size() <= backups && !others.isEmpty()) {
                partition.join(others.remove(world.between(0, others.size())));
            }
        }
        mayBeLost = Math.min(backups, members.size() - 1);
        migrateSome();
    }

    /** Moves the ownership of some partitions to one of their backups. */
    void migrateSome() {
        for (Partition partition : partitions) {
            List<Member> able = partition.backups().stream().filter(Member::alive).toList();
            if (partition.owner() != null && !able.isEmpty() && world.chance(0.3)) {
                partition.migrate(able.get(world.between(0, able.size())));
            }
        }
    }
}

package io.gridmill.cluster.blob;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The members there are, by their UUIDs. A member's own changes when its side of a split joins. */
final class Peers {
    private final HazelcastInstance instance;

    Peers(HazelcastInstance instance) {
        this.instance = instance;
    }

    /** UUID of this member. */
    String me() {
        return id(instance.getCluster().getLocalMember());
    }

    /** Whether this member keeps no copies for others. */
    boolean isLite() {
        return instance.getCluster().getLocalMember().isLiteMember();
    }

    List<String> all() {
        return instance.getCluster().getMembers().stream().map(Peers::id).toList();
    }

    /** Members that keep copies. */
    List<String> data() {
        return instance.getCluster().getMembers().stream()
                .filter(member -> !member.isLiteMember())
                .map(Peers::id)
                .toList();
    }

    /** Members that keep copies, in an order of the digest's own, so that blobs spread evenly. */
    List<String> candidates(String digest) {
        return data().stream()
                .sorted(Comparator.comparingInt((String member) -> mix(digest, member)))
                .toList();
    }

    /** Those of these that are there. */
    List<String> living(Collection<String> uuids) {
        return all().stream().filter(uuids::contains).toList();
    }

    Optional<Member> find(String uuid) {
        return instance.getCluster().getMembers().stream()
                .filter(member -> id(member).equals(uuid))
                .findFirst();
    }

    private static int mix(String digest, String member) {
        int hash = (digest + member).hashCode();
        return (hash ^ (hash >>> 15)) * 0x2c1b3c6d;
    }

    private static String id(Member member) {
        return member.getUuid().toString();
    }
}

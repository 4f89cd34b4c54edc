package io.gridmill.cluster.members;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import java.util.function.Consumer;

/** Passes on who leaves. */
final class LeaveListener implements MembershipListener {
    private final Consumer<Member> left;

    LeaveListener(Consumer<Member> left) {
        this.left = left;
    }

    @Override
    public void memberAdded(MembershipEvent event) {}

    @Override
    public void memberRemoved(MembershipEvent event) {
        left.accept(event.getMember());
    }
}

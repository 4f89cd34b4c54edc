package io.gridmill.cluster.store;

import com.hazelcast.spi.merge.MergingValue;
import io.gridmill.settings.LiveSettings;

/** What becomes of live settings that both sides of a split have. */
public final class SettingsMergePolicy
        extends JoinPolicy<LiveSettings, MergingValue<LiveSettings>> {
    @Override
    LiveSettings join(LiveSettings ours, LiveSettings theirs) {
        return LiveSettings.join(ours, theirs);
    }

    @Override
    public int getClassId() {
        return ProcessorFactory.SETTINGS_MERGE;
    }
}

package io.gridmill.node;

import io.gridmill.health.HealthLimits;
import io.gridmill.task.TaskTypes;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an embedded member starts; alone unless it joins others. Not thread-safe. */
public final class GridSettings {
    private GridConfig config = GridConfig.defaults().alone().withNodeName("embedded");
    private @Nullable Path data;
    private TaskTypes types = TaskTypes.load();

    GridSettings() {}

    /** Tasks at once, 0 to 1,024; one per core where this is not said. */
    public GridSettings slots(int count) {
        config = config.withSlots(count);
        return this;
    }

    /** What people call it. */
    public GridSettings name(String name) {
        config = config.withNodeName(name);
        return this;
    }

    /** Its directory; a temporary one that goes with it where this is not said. */
    public GridSettings data(Path directory) {
        data = directory;
        return this;
    }

    /**
     * Joins a grid, or begins one that others join.
     *
     * @param name of the grid
     * @param port of this member; 0 for any free one
     * @param members HOST:PORT of members that may be there
     */
    public GridSettings join(String name, int port, String... members) {
        GridConfig.Cluster usual = GridConfig.defaults().cluster();
        config =
                config.withCluster(
                        new GridConfig.Cluster(
                                true,
                                name,
                                usual.host(),
                                port,
                                List.of(members),
                                usual.backups(),
                                usual.heartbeatInterval(),
                                usual.failureAfter()));
        return this;
    }

    /** From when on it takes no new work, by what others use of its machine. */
    public GridSettings health(HealthLimits limits) {
        config = config.withHealth(limits);
        return this;
    }

    /** Its task types; those on the class path where this is not said. */
    public GridSettings types(TaskTypes known) {
        types = known;
        return this;
    }

    GridConfig config() {
        return config;
    }

    @Nullable Path data() {
        return data;
    }

    TaskTypes types() {
        return types;
    }
}

package io.gridmill.task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** The task types a node knows, by name; more may be added. Thread-safe. */
public final class TaskTypes {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

    private final Map<String, TaskType<?, ?, ?>> byName;

    private TaskTypes(Map<String, TaskType<?, ?, ?>> byName) {
        this.byName = byName;
    }

    /**
     * All types on the class path.
     *
     * @throws IllegalStateException for a bad or doubled name
     */
    public static TaskTypes load() {
        List<TaskType<?, ?, ?>> found = new ArrayList<>();
        for (TaskType<?, ?, ?> type : ServiceLoader.load(TaskType.class)) {
            found.add(type);
        }
        return of(found);
    }

    /** Exactly these types. */
    public static TaskTypes of(Collection<? extends TaskType<?, ?, ?>> types) {
        Map<String, TaskType<?, ?, ?>> byName = new ConcurrentSkipListMap<>();
        TaskTypes all = new TaskTypes(byName);
        types.forEach(all::add);
        return all;
    }

    /**
     * Adds a type.
     *
     * @throws IllegalStateException for a bad or doubled name
     */
    public void add(TaskType<?, ?, ?> type) {
        if (!NAME.matcher(type.name()).matches()) {
            throw new IllegalStateException(
                    "Task type name '"
                            + type.name()
                            + "' of "
                            + type.getClass().getName()
                            + " must match "
                            + NAME);
        }
        TaskType<?, ?, ?> other = byName.putIfAbsent(type.name(), type);
        if (other != null) {
            throw new IllegalStateException(
                    "Two task types are named '"
                            + type.name()
                            + "': "
                            + other.getClass().getName()
                            + " and "
                            + type.getClass().getName());
        }
    }

    /** The type of this name. */
    public Optional<TaskType<?, ?, ?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All types, by name. */
    public Collection<TaskType<?, ?, ?>> all() {
        return List.copyOf(byName.values());
    }
}

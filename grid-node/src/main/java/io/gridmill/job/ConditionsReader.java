package io.gridmill.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a job waits for: {@code startAt}, {@code queueTimeout} and {@code dependsOn}. */
final class ConditionsReader {
    private static final int MAX_DEPENDENCIES = 100;
    private static final int MAX_ID = 100;
    private static final Duration LONGEST = Duration.ofDays(30);

    private final RequestFields job;

    ConditionsReader(RequestFields job) {
        this.job = job;
    }

    StartConditions read() {
        Instant startAt = startAt();
        Duration queueTimeout = job.duration("queueTimeout", Duration.ofMillis(1), LONGEST);
        return new StartConditions(
                startAt == null ? 0 : startAt.toEpochMilli(),
                queueTimeout == null ? 0 : queueTimeout.toMillis(),
                dependsOn());
    }

    private @Nullable Instant startAt() {
        String text = job.text("startAt");
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            job.error(
                    "startAt",
                    "format",
                    "must be a time with its offset such as 2030-01-31T12:00:00Z, is " + text);
            return null;
        }
    }

    private List<Dependency> dependsOn() {
        JsonNode value = job.find("dependsOn");
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > MAX_DEPENDENCIES) {
            job.error("dependsOn", "type", "must be an array of at most 100 jobs");
            return List.of();
        }
        List<Dependency> all = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            Dependency dependency = dependency(value.get(i), i);
            if (dependency != null && !ids.add(dependency.job())) {
                job.error("dependsOn", "double", "names job " + dependency.job() + " twice");
            } else if (dependency != null) {
                all.add(dependency);
            }
        }
        return all;
    }

    private @Nullable Dependency dependency(JsonNode value, int index) {
        if (value.isTextual() && isId(value.textValue())) {
            return new Dependency(value.textValue(), Dependency.On.SUCCESS);
        }
        if (!(value instanceof ObjectNode object)) {
            job.error(
                    "dependsOn",
                    "type",
                    "must hold ids of jobs, or objects with job and on; element " + index);
            return null;
        }
        RequestFields fields = job.inside("dependsOn/" + index, object);
        String id = fields.text("job");
        if (id == null || !isId(id)) {
            fields.error("job", "format", "must be the id of a job");
            return null;
        }
        Dependency.On on = on(fields);
        fields.done();
        return new Dependency(id, on);
    }

    private static Dependency.On on(RequestFields fields) {
        String on = fields.text("on");
        if (on == null) {
            return Dependency.On.SUCCESS;
        }
        try {
            return Dependency.On.valueOf(on.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            fields.error("on", "choice", "must be success, failure or always, is " + on);
            return Dependency.On.SUCCESS;
        }
    }

    private static boolean isId(String text) {
        return !text.isBlank() && text.length() <= MAX_ID;
    }
}

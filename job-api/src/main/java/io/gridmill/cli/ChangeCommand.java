package io.gridmill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.client.GridClient;
import io.gridmill.client.Wire;
import io.gridmill.report.JobStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Another priority, labels or time to live for a job. */
@Command(
        name = "change",
        description = "Changes priority, labels, metadata or time to live of a job.")
final class ChangeCommand extends ServerCommand {
    @Parameters(paramLabel = "ID", description = "The job.")
    private String id = "";

    @Option(
            names = "--priority",
            paramLabel = "1..10",
            description = "10 first; or low (2), normal (5), high (8), critical (10).")
    private @Nullable String priority;

    @Option(names = "--label", paramLabel = "K=V", description = "Sets a label.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--drop-label", paramLabel = "K", description = "Drops a label.")
    private List<String> dropLabels = new ArrayList<>();

    @Option(names = "--meta", paramLabel = "K=V", description = "Sets an entry of metadata.")
    private Map<String, String> metadata = new LinkedHashMap<>();

    @Option(names = "--drop-meta", paramLabel = "K", description = "Drops an entry of metadata.")
    private List<String> dropMetadata = new ArrayList<>();

    @Option(
            names = "--result-ttl",
            paramLabel = "TIME",
            description = "How long it is kept after its end, such as 48h.")
    private @Nullable String resultTtl;

    ChangeCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) {
        ObjectNode change = Wire.MAPPER.createObjectNode();
        if (priority != null) {
            change.set("priority", ParameterValues.value(priority));
        }
        labels.forEach((key, value) -> change.withObjectProperty("labels").put(key, value));
        dropLabels.forEach(key -> change.withObjectProperty("labels").putNull(key));
        metadata.forEach((key, value) -> change.withObjectProperty("metadata").put(key, value));
        dropMetadata.forEach(key -> change.withObjectProperty("metadata").putNull(key));
        if (resultTtl != null) {
            change.put("resultTtl", resultTtl);
        }
        if (change.isEmpty()) {
            throw CommandException.usage(
                    "Nothing is to be changed. Give --priority, --label, --drop-label, --meta,"
                            + " --drop-meta or --result-ttl.");
        }
        JobStatus job = client.change(id, change);
        JobDescription.print(job, terminal().out());
        return ExitStatus.DONE;
    }
}

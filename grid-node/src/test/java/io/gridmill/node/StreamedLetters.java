package io.gridmill.node;

import io.gridmill.task.AccumulatingAggregator;
import io.gridmill.task.Aggregator;
import io.gridmill.task.Codec;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskType;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A type whose items come out of a stream of unknown length, and whose answer is in their order. */
final class StreamedLetters implements TaskType<Integer, String, String> {

    @Override
    public String name() {
        return "streamed-letters";
    }

    @Override
    public String summary() {
        return "Turns the items item-0 to item-(n-1) into capitals, in order";
    }

    @Override
    public String parameterSchema() {
        return "{}";
    }

    @Override
    public Integer parameters(Parameters source) {
        int count = source.integer("count", 1, 0, 1_000_000);
        source.done();
        return count;
    }

    @Override
    public Split<String> split(Integer count, JobInput input) {
        return new Split.Streamed<>(
                OptionalLong.empty(),
                IntStream.range(0, count).mapToObj(i -> "item-" + i).iterator());
    }

    @Override
    public String run(Integer count, String item, TaskContext context) {
        return item.toUpperCase(java.util.Locale.ROOT);
    }

    @Override
    public Codec<String> itemCodec() {
        return new Text();
    }

    @Override
    public Codec<String> resultCodec() {
        return new Text();
    }

    @Override
    public Aggregator<Integer> aggregator() {
        return new Lines();
    }

    private static final class Text implements Codec<String> {
        @Override
        public void write(String value, DataOutputStream out) throws IOException {
            out.writeUTF(value);
        }

        @Override
        public String read(DataInputStream in) throws IOException {
            return in.readUTF();
        }
    }

    private static final class Lines
            extends AccumulatingAggregator<Integer, String, SortedMap<Long, String>> {
        @Override
        public String mediaType(Integer count) {
            return "text/plain";
        }

        @Override
        protected Codec<String> resultCodec() {
            return new Text();
        }

        @Override
        protected Codec<SortedMap<Long, String>> accumulatorCodec() {
            return new Codec<>() {
                @Override
                public void write(SortedMap<Long, String> lines, DataOutputStream out)
                        throws IOException {
                    out.writeInt(lines.size());
                    for (Map.Entry<Long, String> line : lines.entrySet()) {
                        out.writeLong(line.getKey());
                        out.writeUTF(line.getValue());
                    }
                }

                @Override
                public SortedMap<Long, String> read(DataInputStream in) throws IOException {
                    SortedMap<Long, String> lines = new TreeMap<>();
                    for (int left = in.readInt(); left > 0; left--) {
                        lines.put(in.readLong(), in.readUTF());
                    }
                    return lines;
                }
            };
        }

        @Override
        protected SortedMap<Long, String> create(Integer count) {
            return new TreeMap<>();
        }

        @Override
        protected SortedMap<Long, String> add(SortedMap<Long, String> all, long task, String line) {
            all.put(task, line);
            return all;
        }

        @Override
        protected SortedMap<Long, String> merge(
                SortedMap<Long, String> all, SortedMap<Long, String> other) {
            all.putAll(other);
            return all;
        }

        @Override
        protected void finish(Integer count, SortedMap<Long, String> all, OutputStream answer)
                throws IOException {
            for (String line : all.values()) {
                answer.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}

package io.gridmill.task.builtin.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;

/** The same, the slow and obvious way, with another reader of CSV. */
@NullMarked
final class NaiveCsvAggregate {
    static final String PARAMETERS =
            """
            {"groupBy": ["city"], "chunkSize": 65536,
             "aggregates": ["count", "sum(amount)", "mean(amount)", "min(amount)", "max(amount)",
                            "p50(amount)", "p95(amount)"]}
            """;
    static final String HEADER =
            "city,count,sum(amount),mean(amount),min(amount),max(amount),p50(amount),p95(amount)\n";

    private static final String[] CITIES = {
        "Oslo", "\"a,b\"", "\"\"\"q\"\"\"", "\"x\ny\"", "\"\r\n\"", "", "\"\"", "Zürich", "\"r\rr\""
    };

    private NaiveCsvAggregate() {}

    /** Well-formed text with quotes, delimiters and line ends in fields. */
    static String random(Random random, int rows) {
        String[] ends = {"\n", "\r\n", "\r"};
        StringBuilder text = new StringBuilder("id,city,amount,note\n");
        for (int i = 0; i < rows; i++) {
            text.append(i)
                    .append(',')
                    .append(CITIES[random.nextInt(CITIES.length)])
                    .append(',')
                    .append(BigDecimal.valueOf(random.nextInt(200_001) - 100_000, 2))
                    .append(',')
                    .append("\"n\"\"\n,\"".repeat(random.nextInt(2)))
                    .append(ends[random.nextInt(ends.length)]);
        }
        return text.toString();
    }

    static String answer(String text) throws Exception {
        Map<String, List<BigDecimal>> groups = new TreeMap<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(text)) {
            for (NamedCsvRecord row : reader) {
                groups.computeIfAbsent(row.getField("city"), _ -> new ArrayList<>())
                        .add(new BigDecimal(row.getField("amount")));
            }
        }
        StringBuilder answer = new StringBuilder(HEADER);
        groups.forEach((city, amounts) -> line(answer, city, amounts));
        return answer.toString();
    }

    private static void line(StringBuilder answer, String city, List<BigDecimal> amounts) {
        Collections.sort(amounts);
        int n = amounts.size();
        BigDecimal sum = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean quoted = city.matches("(?s).*[,\"\r\n].*");
        answer.append(quoted ? "\"" + city.replace("\"", "\"\"") + "\"" : city)
                .append(',')
                .append(n);
        MathContext digits = new MathContext(17, RoundingMode.HALF_EVEN);
        for (BigDecimal value :
                List.of(
                        sum,
                        sum.divide(BigDecimal.valueOf(n), digits),
                        amounts.getFirst(),
                        amounts.getLast(),
                        amounts.get((n + 1) / 2 - 1),
                        amounts.get((int) Math.ceil(n * 95 / 100.0) - 1))) {
            answer.append(',').append(value.stripTrailingZeros().toPlainString());
        }
        answer.append('\n');
    }
}

package io.gridmill.example.primes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridmill.task.JobInput;
import io.gridmill.task.LocalRun;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypeContract;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrimeCountTypeTest extends TaskTypeContract<PrimeCountParameters, Range, Long> {

    @Override
    protected TaskType<PrimeCountParameters, Range, Long> type() {
        return new PrimeCountType();
    }

    @Override
    protected String sampleParameters() {
        return "{\"to\": 10000, \"perTask\": 1000}";
    }

    @Override
    protected String sampleAddedItem() {
        return "{\"from\": 10, \"to\": 20}";
    }

    @Test
    void countsThePrimesBelowAMillion() throws Exception {
        byte[] answer = LocalRun.of(type(), "{\"to\": 1000000}", JobInput.none()).answer();
        assertEquals("{\"primes\":78498}", new String(answer, StandardCharsets.UTF_8));
    }
}

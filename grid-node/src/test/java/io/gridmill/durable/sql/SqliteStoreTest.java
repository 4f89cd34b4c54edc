package io.gridmill.durable.sql;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.durable.StoreException;
import io.gridmill.durable.StoreSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends DurableStoreContract {
    @TempDir Path data;

    @Override
    StoreSettings settings() {
        return StoreSettings.sqlite(data.resolve("grid.db"));
    }

    @Test
    void aStoreOfALaterVersionIsLeftAlone() throws Exception {
        try (Connection connection = DriverManager.getConnection(settings().url());
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO gridmill_schema VALUES (99)");
        }
        StoreException refused =
                assertThrows(StoreException.class, () -> SqlStore.open(settings()));
        assertTrue(String.valueOf(refused.getMessage()).contains("version 99"), refused.toString());
    }
}

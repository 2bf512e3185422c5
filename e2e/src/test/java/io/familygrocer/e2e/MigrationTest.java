package io.familygrocer.e2e;

import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The charts' migration jobs, when a roll-out starts several at a time. */
class MigrationTest {

    private static final int JOBS = 5;
    private static final String DATABASE = "grocer_migrated";
    private static final String VERSIONS =
            "select version || ' ' || success from flyway_schema_history where version is not null order by version";
    private static final String COLUMNS = """
            select table_name || '.' || column_name || ' ' || data_type from information_schema.columns
            where table_schema = 'public' order by 1""";

    @Test
    void fiveJobsAtOnceMigrateOnce(@TempDir Path logs) {
        var stack = Stack.get();
        var postgres = stack.infra().postgres();
        String password = UUID.randomUUID().toString();
        postgres.database(DATABASE, password);

        try (var gate = Gate.open(postgres.port(), JOBS)) {
            String url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(gate.port(), DATABASE);
            Migration.all(IntStream.range(0, JOBS)
                    .mapToObj(job -> stack.migration(Service.LIST)
                            .of(url, DATABASE, password, logs.resolve("list-%d.log".formatted(job))))
                    .toList());

            assertThat(gate.isOpen()).as("all were there before one began").isTrue();
        }

        assertThat(Stack.rows(DATABASE, VERSIONS))
                .doesNotHaveDuplicates()
                .isEqualTo(Stack.rows(Service.LIST, VERSIONS));
        assertThat(Stack.rows(DATABASE, COLUMNS)).isEqualTo(Stack.rows(Service.LIST, COLUMNS));
    }
}

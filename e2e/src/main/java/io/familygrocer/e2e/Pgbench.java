package io.familygrocer.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.familygrocer.platform.devservices.PostgresServer;

import static io.familygrocer.e2e.Figures.say;

/** What Postgres makes of the statements of one mutation alone, by its own measure. */
final class Pgbench {

    private static final String DATABASE = "grocer_convergence";
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    /** The clients that the script writes as, one for each of its connections; families and items are there already. */
    private static final String CLIENTS = """
            insert into sync_client (family_id, client_id, person_id, last_seq, seen_at)
            select ('00000000-0000-4000-8000-' || n)::uuid, ('00000000-0000-4000-b000-' || n)::uuid,
              ('00000000-0000-4000-8000-' || n)::uuid, 0, now()
            from (select lpad(i::text, 12, '0') as n from generate_series(0, %d) i) numbers
            on conflict do nothing""";

    private final PostgresServer postgres;
    private final String password;
    private final Path home;

    /** @param password of the role that is called like the database of list-service's bench */
    Pgbench(PostgresServer postgres, String password, Path home) {
        this.postgres = postgres;
        this.password = password;
        this.home = home;
    }

    /** Transactions a second; empty where there is no pgbench. */
    Optional<Double> run(int connections, Duration duration) {
        var program = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "pgbench"))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            say("There is no pgbench on the PATH: what the same SQL makes alone is left out.");
            return Optional.empty();
        }
        makeClients(connections);
        String said = said(program.get(), connections, duration);
        var tps = TPS.matcher(said);
        if (!tps.find()) {
            say("pgbench did not work: %s", said);
            return Optional.empty();
        }
        return Optional.of(Double.parseDouble(tps.group(1)));
    }

    private void makeClients(int connections) {
        try (var connection = postgres.connect(DATABASE);
                var statement = connection.createStatement()) {
            statement.execute(CLIENTS.formatted(connections - 1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String said(Path program, int connections, Duration duration) {
        var jdbc = URI.create(postgres.jdbcUrl(DATABASE).substring("jdbc:".length()));
        try {
            Path script = home.resolve("sync.sql");
            try (var sql = Pgbench.class.getResourceAsStream("/bench/sync.sql")) {
                Files.write(script, sql.readAllBytes());
            }
            var builder = new ProcessBuilder(List.of(
                    program.toString(),
                    "-n",
                    "-M",
                    "prepared",
                    "-c",
                    Integer.toString(connections),
                    "-j",
                    "2",
                    "-T",
                    Long.toString(duration.toSeconds()),
                    "-h",
                    jdbc.getHost(),
                    "-p",
                    Integer.toString(jdbc.getPort()),
                    "-U",
                    DATABASE,
                    "-f",
                    script.toString(),
                    DATABASE));
            builder.environment().put("PGPASSWORD", password);
            var process = builder.redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

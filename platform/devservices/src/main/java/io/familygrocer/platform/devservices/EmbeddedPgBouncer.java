package io.familygrocer.platform.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A PgBouncer in transaction mode in front of one database, with the settings of the charts' sidecar. */
public final class EmbeddedPgBouncer {

    private EmbeddedPgBouncer() {}

    /**
     * Starts one.
     *
     * @param name of its process, its log and its folder below {@code home}
     * @param database the database, and the role that owns it
     */
    public static LeashedProcess start(
            Path home, String name, int port, PostgresServer server, String database, String password) {
        try {
            var program = SystemProgram.pgbouncer();
            Path folder = Files.createDirectories(home.resolve(name));
            Path users = folder.resolve("users");
            Files.deleteIfExists(users);
            Files.createFile(users, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(users, "\"%s\" \"%s\"%n".formatted(database, password));
            Path configuration = folder.resolve("pgbouncer.ini");
            Files.writeString(configuration, ini(server, port, database, users));
            // It refuses to run as root.
            var command = new ArrayList<>(
                    "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.<String>of());
            command.addAll(List.of(program.executable().toString(), configuration.toString()));
            var process = LeashedProcess.start(name, home, "INT", folder, program.environment(), command);
            process.waitUntil(() -> Ports.answers(port), Duration.ofSeconds(20));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ini(PostgresServer server, int port, String database, Path users) {
        return """
                [databases]
                %1$s = host=%2$s port=%3$d dbname=%1$s

                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %4$d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %5$s
                pool_mode = transaction
                max_client_conn = 200
                default_pool_size = 10
                ignore_startup_parameters = extra_float_digits,search_path
                server_idle_timeout = 300
                query_wait_timeout = 10
                log_connections = 0
                log_disconnections = 0
                """.formatted(database, server.host(), server.port(), port, users);
    }
}

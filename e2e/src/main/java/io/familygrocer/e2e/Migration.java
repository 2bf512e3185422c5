package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Migrates a service's database and ends, as the charts' job does it: straight to Postgres, and nothing else runs.
 *
 * @param application the folder of the service's {@code quarkus-run.jar}
 * @param environment of the service, with its database
 * @param log where it says what it does
 */
record Migration(Path application, Map<String, String> environment, Path log) {

    private static final int SECONDS = 300;

    /** As the charts have it: no statement waits for long in front of everybody else's. */
    private static final String LOCK_TIMEOUT = "?options=-c%20lock_timeout=2s";

    private static final String URL = "QUARKUS_DATASOURCE_JDBC_URL";

    /** Starts it and returns at once; see {@link #await}. */
    Process start() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ServiceProcess.JVM);
        // It does not run for long enough to be worth the better compiler.
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-jar", "quarkus-run.jar"));
        var builder = new ProcessBuilder(command)
                .directory(application.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        var all = new HashMap<>(environment);
        all.put("QUARKUS_INIT_AND_EXIT", "true");
        all.put("QUARKUS_FLYWAY_MIGRATE_AT_START", "true");
        all.put(URL, environment.get(URL) + LOCK_TIMEOUT);
        // A machine that starts many jobs at once is not in a hurry.
        all.put("QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT", "120S");
        builder.environment().putAll(all);
        try {
            Files.createDirectories(log.getParent());
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until it has ended.
     *
     * @throws StartException where it fails
     */
    void await(Process process) {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new StartException("A migration failed; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The same for another database, whose owner has its name. */
    Migration of(String url, String database, String password, Path otherLog) {
        var other = new HashMap<>(environment);
        other.put(URL, url);
        other.put("QUARKUS_DATASOURCE_USERNAME", database);
        other.put("QUARKUS_DATASOURCE_PASSWORD", password);
        return new Migration(application, other, otherLog);
    }

    /** Runs them side by side: while one waits for its database, another uses the processor. */
    static void all(List<Migration> migrations) {
        var processes = migrations.stream().map(Migration::start).toList();
        for (int i = 0; i < processes.size(); i++) {
            migrations.get(i).await(processes.get(i));
        }
    }
}

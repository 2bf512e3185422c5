package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import static java.util.stream.Collectors.toMap;

/**
 * How a {@link GrocerStack} is started.
 *
 * @param data the folder of everything that must last
 * @param ephemeral whether that folder goes when the stack stops
 * @param host the address that the gateway listens on
 * @param port the gateway's port; 0 for any
 * @param environment is added to that of each service
 * @param train whether each service writes an AOT cache when it stops
 * @param productionLike whether what the charts put around the services is there: PgBouncer, a Redis Cluster, two
 *     replicas of each service
 * @param images where each service runs in an image of its own; empty for the jars of this project
 * @param progress hears a line for each step
 */
public record StackOptions(
        Path data,
        boolean ephemeral,
        String host,
        int port,
        Map<String, String> environment,
        boolean train,
        boolean productionLike,
        Map<Service, ImageRoot> images,
        Consumer<String> progress) {

    /** One process of each service. */
    public StackOptions(
            Path data,
            boolean ephemeral,
            String host,
            int port,
            Map<String, String> environment,
            boolean train,
            Consumer<String> progress) {
        this(data, ephemeral, host, port, environment, train, false, Map.of(), progress);
    }

    /** The same, as the charts install it. */
    public StackOptions asInProduction() {
        return new StackOptions(data, ephemeral, host, port, environment, train, true, images, progress);
    }

    /** The same, in images. */
    StackOptions in(Map<Service, ImageRoot> unpacked) {
        return new StackOptions(
                data, ephemeral, host, port, environment, train, productionLike, Map.copyOf(unpacked), progress);
    }

    /** What lets one address do what else a city does; for tests and benchmarks. */
    static Map<String, String> generousLimits() {
        return Stream.of("SIGN_IN", "ADDRESS", "USER", "FAMILY")
                .collect(toMap("GROCER_GATEWAY_LIMITS_%s_REQUESTS"::formatted, limit -> "100000000"));
    }

    /** For tests and benchmarks: nothing lasts, any port, generous limits. */
    public static StackOptions forTests(Map<String, String> environment) {
        var all = new HashMap<>(generousLimits());
        all.putAll(environment);
        try {
            return new StackOptions(
                    Files.createTempDirectory("family-grocer-e2e"), true, "127.0.0.1", 0, all, false, line -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

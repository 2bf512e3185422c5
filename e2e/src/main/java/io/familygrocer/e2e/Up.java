package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.familygrocer.platform.devservices.LeashedProcess;
import io.familygrocer.platform.devservices.UserFolders;

/** {@code ./grocer up}: starts the stack, says where to look and waits for Ctrl-C. */
@Command(
        name = "./grocer up",
        mixinStandardHelpOptions = true,
        description = "Starts Family Grocer on this machine: Postgres, Redis, Kafka, four services and the gateway.")
public final class Up implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "DIR", description = "The folder of all data (default: ${DEFAULT-VALUE}).")
    private Path data = UserFolders.data();

    @Option(names = "--ephemeral", description = "Keep nothing: the data goes when it stops.")
    private boolean ephemeral;

    @Option(names = "--port", description = "The port to open in a browser (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(
            names = "--host",
            description =
                    "The address to listen on (default: ${DEFAULT-VALUE}); 0.0.0.0 lets phones in your network in.")
    private String host = "127.0.0.1";

    @Option(names = "--demo", description = "Load a demo family from the sample files.")
    private boolean demo;

    @Option(
            names = "--production-like",
            description = "Start what the charts install: two of each service, PgBouncer, a Redis Cluster of six.")
    private boolean productionLike;

    @Option(names = "--train", hidden = true, description = "Write AOT caches for the next start, in the background.")
    private boolean train;

    private Up() {}

    /** The launcher's process. */
    public static void main(String[] arguments) {
        StartException.exitAfter(new Up(), arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        long start = System.nanoTime();
        Path folder = ephemeral ? temporary() : data.toAbsolutePath();
        say("Family Grocer starts. Data: %s%s".formatted(folder, ephemeral ? " (goes when it stops)" : ""));
        var plain = new StackOptions(folder, ephemeral, host, port, Map.of(), false, this::say);
        var options = productionLike ? plain.asInProduction() : plain;
        var stack = GrocerStack.start(options);
        var training = new AtomicReference<LeashedProcess>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            say("");
            say("Family Grocer stops.");
            Optional.ofNullable(training.get()).ifPresent(LeashedProcess::stop);
            stack.close();
        }));
        if (demo) {
            say("The demo family:");
            new Demo(stack.gateway(), folder, GrocerStack.projectRoot()).load(this::say);
        }
        say("");
        say("Ready after %.1f s. Open  http://localhost:%d".formatted((System.nanoTime() - start) / 1e9, port));
        say("Logs are in %s. Stop with Ctrl-C.".formatted(folder.resolve("log")));
        if (train) {
            training.set(train(folder));
            say("For a few minutes it prepares faster starts in the background, at low priority.");
        }
        new CountDownLatch(1).await();
        return 0;
    }

    /** A second stack that nobody uses, so that the one in use has nothing to record. */
    private static LeashedProcess train(Path folder) {
        var command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx96m"));
        if (System.getProperty("maven.repo.local") != null) {
            command.add("-Dmaven.repo.local=" + System.getProperty("maven.repo.local"));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Train.class.getName()));
        return LeashedProcess.start("training", folder, "TERM", GrocerStack.projectRoot(), Map.of(), command);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("family-grocer");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}

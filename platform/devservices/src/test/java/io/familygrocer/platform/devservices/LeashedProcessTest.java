package io.familygrocer.platform.devservices;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LeashedProcessTest {

    @TempDir
    Path home;

    @Test
    void endsWithTheJvmThatStartedItEvenWhenThatIsKilled() throws Exception {
        var launcher = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("launcher.log").toFile())
                .start();
        Path pidFile = home.resolve("run/sleeper.pid");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(pidFile) && Files.size(pidFile) > 0);
        long pid = Long.parseLong(Files.readString(pidFile).strip());
        assertThat(ProcessHandle.of(pid)).isPresent();

        launcher.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        // The leash itself goes too.
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Files.notExists(pidFile));
    }

    @Test
    void stopsInGoodOrder() {
        var process = LeashedProcess.start(
                "polite",
                home,
                "TERM",
                home,
                Map.of("WORD", "goodbye"),
                List.of("bash", "-c", "trap 'echo $WORD; exit' TERM; echo ready; while :; do sleep 0.05; done"));
        process.waitUntil(() -> logOf(process).contains("ready"), Duration.ofSeconds(5));

        process.stop();

        assertThat(process.isAlive()).isFalse();
        assertThat(logOf(process)).contains("goodbye");
    }

    @Test
    void saysWhyItDidNotStart() {
        var process = LeashedProcess.start(
                "broken", home, "TERM", home, Map.of(), List.of("bash", "-c", "echo no such luck; exit 3"));

        assertThatThrownBy(() -> process.waitUntil(() -> false, Duration.ofSeconds(5)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("broken has ended")
                .hasMessageContaining("no such luck");
    }

    private static String logOf(LeashedProcess process) {
        try {
            return Files.readString(process.log());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Starts a process and waits to be killed. */
    static final class Launcher {

        private Launcher() {}

        public static void main(String[] arguments) throws InterruptedException {
            var process = LeashedProcess.start(
                    "sleeper", Path.of(arguments[0]), "TERM", Path.of(arguments[0]), Map.of(), List.of("sleep", "600"));
            process.waitUntil(() -> false, Duration.ofSeconds(600));
        }
    }
}

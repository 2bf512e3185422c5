package io.familygrocer.e2e;

import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.familygrocer.platform.devservices.Ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code ./grocer up} as a process of its own, which is how {@code kill -9} and a second one meet it. */
class LauncherTest {

    private static final int PROCESSES = 8;

    @Test
    void aKilledLauncherLeavesNoProcess(@TempDir Path data) {
        try (var launcher = LauncherProcess.start(data, Ports.free()).awaitReady()) {
            var pids = launcher.children();
            assertThat(pids)
                    .hasSize(PROCESSES)
                    .allSatisfy((name, pid) -> assertThat(isAlive(pid)).isTrue());

            assertThatThrownBy(() -> LauncherProcess.start(data, Ports.free()).awaitReady())
                    .as("a second one on the same data")
                    .hasMessageContaining(
                            "is in use by process " + launcher.process().pid());

            launcher.process().destroyForcibly();
            Awaitility.await("nothing left behind")
                    // What does not end in good order within its minute is killed.
                    .atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(pids.values()).noneMatch(LauncherTest::isAlive));
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}

package io.familygrocer.platform.devservices;

import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The script of the Redis chart against real nodes: it makes a cluster, changes nothing twice, and mends losses. */
class RedisClusterTest {

    private static final Path CHART = Path.of("../../helm/charts/redis/files").toAbsolutePath();

    @Test
    void theScriptMakesTheClusterOnceAndMendsWhatIsLost(@TempDir Path home) {
        try (var cluster = RedisCluster.start(home, CHART, "secret")) {
            assertWhole(cluster);
            String before = owners(cluster, 0);

            assertThat(cluster.ensure()).contains("All 16384 slots covered");
            assertThat(owners(cluster, 0)).isEqualTo(before);

            // A primary that loses its disk: its replica takes over, the newcomer becomes a replica.
            int lost = cluster.primary();
            cluster.lose(lost, true);
            cluster.bringBack(lost);
            assertThat(cluster.ask(lost, "cluster", "info")).contains("cluster_known_nodes:1");

            cluster.ensure();

            eventually().untilAsserted(() -> assertWhole(cluster));
            eventually()
                    .untilAsserted(() -> assertThat(cluster.ask(lost, "role"))
                            .startsWith("slave")
                            .contains("connected"));
        }
    }

    private static void assertWhole(RedisCluster cluster) {
        eventually().untilAsserted(() -> {
            for (int node = 0; node < 6; node++) {
                assertThat(cluster.ask(node, "cluster", "info"))
                        .contains(
                                "cluster_state:ok",
                                "cluster_slots_ok:16384",
                                "cluster_known_nodes:6",
                                "cluster_size:3");
            }
        });
    }

    /** Which node owns which slots, as one of them sees it. */
    private static String owners(RedisCluster cluster, int node) {
        return cluster.ask(node, "cluster", "nodes")
                .lines()
                .filter(line -> line.matches(".* connected [0-9].*"))
                .map(line -> line.split(" ")[0] + " " + line.substring(line.indexOf("connected")))
                .sorted()
                .toList()
                .toString();
    }

    private static org.awaitility.core.ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200));
    }
}

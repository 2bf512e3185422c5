package io.familygrocer.list.replica;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import io.familygrocer.list.Family;
import io.familygrocer.list.sync.Phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** On a replica that streams, and that lags when it is told to. */
@QuarkusTest
@WithTestResource(ReplicatedServers.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReadReplicaTest {

    @Inject
    MeterRegistry metrics;

    @ConfigProperty(name = "test.replica.url", defaultValue = "none")
    String url;

    @ConfigProperty(name = "test.replica.password", defaultValue = "none")
    String password;

    @ConfigProperty(name = "test.replica.pid", defaultValue = "0")
    long pid;

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Phone annas = new Phone(family, anna);
    private final UUID list = annas.list("Weekly");

    @AfterEach
    void resume() throws SQLException {
        if (ProcessHandle.of(pid).isPresent()) {
            ask("select pg_wal_replay_resume()");
        }
    }

    @Test
    void aReplicaThatLagsAnswersWhoHasSeenNoMore() throws SQLException {
        long old = withMilkOnBoth();
        long now = withBreadOnThePrimary();

        assertThat(names(old)).containsExactly("Milk");
        assertThat(names(now)).containsExactlyInAnyOrder("Milk", "Bread");
        assertThat(names(null)).containsExactlyInAnyOrder("Milk", "Bread");
        assertThat(export(old)).contains("Milk").doesNotContain("Bread");
        assertThat(export(now)).contains("Milk").contains("Bread");
        assertThat(activity(old)).hasSize(2);
        assertThat(activity(now)).hasSize(3);
    }

    @Test
    void aReplicaThatHasCaughtUpAnswersAgain() throws SQLException {
        withMilkOnBoth();
        long now = withBreadOnThePrimary();
        ask("select pg_wal_replay_resume()");
        awaitReplica(now);
        double before = reads("answered");

        assertThat(names(now)).containsExactlyInAnyOrder("Milk", "Bread");

        assertThat(reads("answered")).isEqualTo(before + 1);
    }

    @Test
    void aSyncMissesNothingWhileTheReplicaLags() throws SQLException {
        withMilkOnBoth();
        withBreadOnThePrimary();
        double before = reads("behind");

        var all = new Phone(family, anna).sync();

        assertThat(all.getList("changes.name")).contains("Weekly", "Milk", "Bread");
        assertThat(reads("behind")).isEqualTo(before + 1);
    }

    @Test
    void aSyncFromNothingIsReadFromAReplicaThatHasItAll() throws SQLException {
        long now = withMilkOnBoth();
        double before = reads("answered");

        var all = new Phone(family, anna).sync();

        assertThat(all.getLong("revision")).isEqualTo(now);
        assertThat(all.getList("changes.name")).containsExactly("Weekly", "Milk");
        assertThat(reads("answered")).isEqualTo(before + 1);
    }

    @Test
    void thePastIsToldByAReplicaThatHasBeenThere() throws SQLException {
        long old = withMilkOnBoth();
        long now = withBreadOnThePrimary();
        double before = reads("answered");

        assertThat(namesAt(old)).containsExactly("Milk");
        assertThat(reads("answered")).isEqualTo(before + 1);
        assertThat(namesAt(now)).containsExactlyInAnyOrder("Milk", "Bread");
        assertThat(reads("answered")).isEqualTo(before + 1);
    }

    @Test
    void whoMayReadIsNotForAReplicaToSay() throws SQLException {
        long old = withMilkOnBoth();
        pause();
        annas.does("list.set", list, Map.of("fields", Map.of("sharedWith", List.of())));
        annas.sync();

        family.member("Ben")
                .asks()
                .header("Seen-Revision", old)
                .get("/api/lists/%s/items".formatted(list))
                .then()
                .statusCode(404);
        assertThat(names(old)).containsExactly("Milk");
    }

    @Test
    void nonsenseIsRefused() {
        annas.sync();

        anna.asks()
                .header("Seen-Revision", -1)
                .get("/api/lists/%s/items".formatted(list))
                .then()
                .statusCode(400);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void withoutItsReplicaThePrimaryAnswers() throws SQLException {
        long now = withMilkOnBoth();
        double before = reads("failed");
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        await().atMost(Duration.ofSeconds(20)).until(() -> ProcessHandle.of(pid).isEmpty());

        assertThat(names(now)).containsExactly("Milk");
        assertThat(names(now)).containsExactly("Milk");
        assertThat(reads("failed")).isEqualTo(before + 1);
    }

    /** The answer is the family's revision. */
    private long withMilkOnBoth() throws SQLException {
        annas.item(list, "Milk");
        long revision = annas.sync().getLong("revision");
        awaitReplica(revision);
        return revision;
    }

    private long withBreadOnThePrimary() throws SQLException {
        pause();
        annas.item(list, "Bread");
        return annas.sync().getLong("revision");
    }

    private void pause() throws SQLException {
        ask("select pg_wal_replay_pause()");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> "paused".equals(ask("select pg_get_wal_replay_pause_state()")));
    }

    private void awaitReplica(long revision) {
        String sql = "select revision from family_revision where family_id = '%s'".formatted(family.id());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Long.toString(revision).equals(ask(sql)));
    }

    private String ask(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url, "postgres", password);
                var rows = connection.createStatement().executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private List<String> names(Long seen) {
        var asks = anna.asks();
        return (seen == null ? asks : asks.header("Seen-Revision", seen))
                .get("/api/lists/%s/items".formatted(list))
                .then()
                .statusCode(200)
                .extract()
                .path("items.name");
    }

    private List<String> namesAt(long revision) {
        return anna.asks()
                .get("/api/lists/%s/items?at=%d".formatted(list, revision))
                .then()
                .statusCode(200)
                .extract()
                .path("items.name");
    }

    private String export(long seen) {
        return anna.asks()
                .header("Seen-Revision", seen)
                .get("/api/lists/%s/export?format=text".formatted(list))
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private List<Object> activity(long seen) {
        return anna.asks()
                .header("Seen-Revision", seen)
                .get("/api/lists/activity?family=" + family.id())
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }

    private double reads(String outcome) {
        return metrics.counter("grocer.list.replica.reads", "outcome", outcome).count();
    }
}

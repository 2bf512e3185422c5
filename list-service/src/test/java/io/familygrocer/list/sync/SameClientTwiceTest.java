package io.familygrocer.list.sync;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;

/** A client that hears nothing sends its call once more, while the first one still waits for its turn. */
@QuarkusTest
@WithTestResource(Servers.class)
class SameClientTwiceTest {

    private static final String WAITING = """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and query like '%family_revision%'""";

    @Inject
    Pool pool;

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Phone annas = new Phone(family, anna);

    @Test
    void whatWaitedTwiceIsDoneOnce() {
        var list = annas.list("Weekly");
        var milk = annas.item(list, "milk");
        annas.set(milk, Map.of("amount", 1));
        annas.sync();
        long before = annas.since();
        annas.does("item.adjust", milk, Map.of("by", 1));

        var answers = twiceAtOnce(annas);

        assertThat(results(answers)).containsExactlyInAnyOrder("applied", "duplicate");
        assertThat(answers).extracting(answer -> answer.getLong("revision")).containsOnly(before + 1);
        var seen = new Phone(family, anna).sync();
        assertThat(seen.getDouble("changes.find { it.id == '%s' }.amount".formatted(milk)))
                .isEqualTo(2);
    }

    @Test
    void soIsTheFirstCallOfAClient() {
        annas.list("Weekly");
        annas.sync();
        var fresh = new Phone(family, anna);
        fresh.list("Party");

        var answers = twiceAtOnce(fresh);

        assertThat(results(answers)).containsExactlyInAnyOrder("applied", "duplicate");
        assertThat(answers).extracting(answer -> answer.getLong("revision")).containsOnly(annas.since() + 1);
    }

    /** Both wait for the family's lock before either of them has it. */
    private List<JsonPath> twiceAtOnce(Phone phone) {
        var holder = pool.getConnectionAndAwait();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var transaction = holder.beginAndAwait();
            holder.preparedQuery("select revision from family_revision where family_id = $1 for update")
                    .executeAndAwait(Tuple.of(family.id()));
            var calls = Stream.of(phone, phone)
                    .map(one -> CompletableFuture.supplyAsync(one::syncAndLoseTheReply, threads))
                    .toList();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> pool.query(WAITING)
                                    .executeAndAwait()
                                    .iterator()
                                    .next()
                                    .getLong(0)
                            >= 2);
            transaction.rollbackAndAwait();
            return calls.stream().map(CompletableFuture::join).toList();
        } finally {
            holder.closeAndAwait();
        }
    }

    private static List<String> results(List<JsonPath> answers) {
        return answers.stream()
                .map(answer -> answer.getString("outcomes[0].result"))
                .toList();
    }
}

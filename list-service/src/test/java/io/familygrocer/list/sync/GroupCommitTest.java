package io.familygrocer.list.sync;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls of several families that come together share a transaction; what is wrong with one of them is its own affair. */
@QuarkusTest
@WithTestResource(Servers.class)
class GroupCommitTest {

    private static final int FAMILIES = 12;

    @Inject
    Pool pool;

    /** No virtual ones: Groovy, which reads the answers, loads classes, and they would all wait for one another. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void manyCallsAreFewTransactions() {
        var homes = homes();
        homes.forEach(home -> home.phone.does("item.adjust", home.milk, Map.of("by", 1)));

        var calls = whileNobodyCanCommit(() -> homes.stream()
                .map(home -> CompletableFuture.supplyAsync(home.phone::sync, threads))
                .toList());

        assertThat(calls)
                .extracting(call -> call.join().getString("outcomes[0].result"))
                .containsOnly("applied");
        assertThat(transactions(homes)).isLessThan(FAMILIES);
        homes.forEach(home -> assertThat(home.amount()).isEqualTo(2));
    }

    @Test
    void whatOneBringsThatCannotBeWrittenIsNotTheOthersLoss() {
        var homes = homes();
        var bad = homes.getFirst();
        homes.forEach(home -> home.phone.set(home.milk, Map.of("note", home == bad ? "poison" : "fresh")));
        pool.query("alter table item add constraint no_poison check (note <> 'poison') not valid")
                .executeAndAwait();
        try {
            var answers = whileNobodyCanCommit(() -> homes.stream()
                    .map(home -> CompletableFuture.supplyAsync(
                            () -> home.phone.post().extract().statusCode(), threads))
                    .toList());

            assertThat(answers.getFirst().join()).isEqualTo(500);
            assertThat(answers.stream().skip(1))
                    .extracting(CompletableFuture::join)
                    .containsOnly(200);
        } finally {
            pool.query("alter table item drop constraint no_poison").executeAndAwait();
        }

        assertThat(bad.phone.sync().getString("outcomes[0].result")).isEqualTo("applied");
    }

    @Test
    void aStrangerAmongThemIsNobody() {
        var homes = homes();
        var stranger = new Phone(homes.getFirst().family, Family.stranger());
        stranger.set(homes.getFirst().milk, Map.of("note", "mine"));
        homes.forEach(home -> home.phone.set(home.milk, Map.of("note", "ours")));

        var calls = whileNobodyCanCommit(() -> Stream.concat(
                        Stream.of(stranger), homes.stream().map(Home::phone))
                .map(phone -> CompletableFuture.supplyAsync(
                        () -> phone.post().extract().statusCode(), threads))
                .toList());

        assertThat(calls.getFirst().join()).isEqualTo(404);
        assertThat(calls.stream().skip(1)).extracting(CompletableFuture::join).containsOnly(200);
    }

    @Test
    void aFamilyThatIsHeldKeepsNoOtherWaiting() {
        var held = new Home();
        var free = new Home();
        held.phone.does("item.adjust", held.milk, Map.of("by", 1));
        free.phone.does("item.adjust", free.milk, Map.of("by", 1));
        var holder = pool.getConnectionAndAwait();
        try {
            var transaction = holder.beginAndAwait();
            holder.preparedQuery("select revision from family_revision where family_id = $1 for update")
                    .executeAndAwait(Tuple.of(held.family.id()));
            var waits = CompletableFuture.supplyAsync(held.phone::sync, threads);
            var goes = CompletableFuture.supplyAsync(free.phone::sync, threads);

            assertThat(goes.join().getString("outcomes[0].result")).isEqualTo("applied");
            assertThat(waits).isNotDone();
            transaction.rollbackAndAwait();
            assertThat(waits.join().getString("outcomes[0].result")).isEqualTo("applied");
        } finally {
            holder.closeAndAwait();
        }
    }

    @Test
    void membersOfOneFamilyAreDoneOneAfterTheOther() {
        var home = new Home();
        var phones = IntStream.range(0, 6)
                .mapToObj(i -> {
                    var phone = new Phone(home.family, home.anna);
                    phone.sync();
                    phone.does("item.adjust", home.milk, Map.of("by", 1));
                    return phone;
                })
                .toList();

        var calls = whileNobodyCanCommit(() -> phones.stream()
                .map(phone -> CompletableFuture.supplyAsync(phone::sync, threads))
                .toList());

        assertThat(calls)
                .extracting(call -> call.join().getString("outcomes[0].result"))
                .containsOnly("applied");
        assertThat(home.amount()).isEqualTo(1 + phones.size());
    }

    private List<Home> homes() {
        return IntStream.range(0, FAMILIES).mapToObj(i -> new Home()).toList();
    }

    /** Begins calls, whose log cannot be written until they are all there. */
    private <T> List<CompletableFuture<T>> whileNobodyCanCommit(Supplier<List<CompletableFuture<T>>> calls) {
        var holder = pool.getConnectionAndAwait();
        try {
            var transaction = holder.beginAndAwait();
            holder.query("lock table activity in share mode").executeAndAwait();
            var begun = calls.get();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::somebodyWaits);
            transaction.rollbackAndAwait();
            return begun;
        } finally {
            holder.closeAndAwait();
        }
    }

    private boolean somebodyWaits() {
        return pool.query("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock' and query like '%activity%'""").executeAndAwait().iterator().next().getLong(0) > 0;
    }

    /** By how many transactions the families were written last. */
    private long transactions(List<Home> homes) {
        return pool.preparedQuery("select count(distinct xmin::text) from family_revision where family_id = any($1)")
                .executeAndAwait(Tuple.of(
                        (Object) homes.stream().map(home -> home.family.id()).toArray(UUID[]::new)))
                .iterator()
                .next()
                .getLong(0);
    }

    /** A family with milk on its list, whose phone knows everything. */
    private static final class Home {

        private final Family family = new Family();
        private final Family.Member anna = family.member("Anna");
        private final Phone phone = new Phone(family, anna);
        private final UUID milk;

        Home() {
            milk = phone.item(phone.list("Weekly"), "milk");
            phone.set(milk, Map.of("amount", 1));
            phone.sync();
        }

        Phone phone() {
            return phone;
        }

        double amount() {
            return new Phone(family, anna).sync().getDouble("changes.find { it.id == '%s' }.amount".formatted(milk));
        }
    }
}

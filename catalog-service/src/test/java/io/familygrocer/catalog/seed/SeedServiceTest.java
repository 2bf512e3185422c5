package io.familygrocer.catalog.seed;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Inject;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.familygrocer.platform.testkit.Servers;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

@QuarkusTest
@WithTestResource(Servers.class)
class SeedServiceTest {

    @Inject
    SeedService seed;

    @Inject
    Pool pool;

    @Inject
    RedisDataSource redis;

    @Test
    void theWholeCatalogueIsThereInBothLanguages() {
        var counts = row("select (select count(*) from category where not gone), "
                + "(select count(*) from product where not gone), "
                + "(select count(distinct lang) from product_term)");

        assertThat(counts.getLong(0)).isGreaterThanOrEqualTo(20);
        assertThat(counts.getLong(1)).isGreaterThanOrEqualTo(800);
        assertThat(counts.getLong(2)).isEqualTo(2);
    }

    @Test
    void anUnchangedStartWritesNothing() {
        var before = seededAt();

        start();

        assertThat(seededAt()).isEqualTo(before);
    }

    @Test
    void theCachesInFrontHearOfANewCatalogue() {
        var heard = new CopyOnWriteArrayList<String>();
        var ear = redis.pubsub(String.class).subscribe("grocer:gateway:purge", heard::add);
        try {
            execute("update catalogue_seed set checksum = 'older'");
            start();

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> heard.contains("catalog"));
        } finally {
            ear.unsubscribe();
        }
    }

    @Test
    void whatTheFilesNoLongerNameIsGoneFromThePagesAndStillAnsweredById() {
        execute(
                "insert into product values ('obsolete', 'fruit', 'Zzobsolete', 'Zzobsolet', 'zzobsolete', 'zzobsolet', false) "
                        + "on conflict (id) do update set gone = false");
        execute("update catalogue_seed set checksum = 'older'");

        start();

        when().get("/api/catalog/products?q=zzobsolete").then().body("items", hasSize(0));
        when().get("/api/catalog/products/obsolete").then().statusCode(200).body("names.en", equalTo("Zzobsolete"));
    }

    @Test
    void ofSeveralReplicasThatStartAtOnceOneWrites() {
        execute("update catalogue_seed set checksum = 'older'");

        var replicas = List.of(
                CompletableFuture.runAsync(this::start),
                CompletableFuture.runAsync(this::start),
                CompletableFuture.runAsync(this::start));
        CompletableFuture.allOf(replicas.toArray(CompletableFuture[]::new)).join();

        assertThat(row("select checksum from catalogue_seed").getString(0)).isEqualTo(seed.version());
        assertThat(row("select count(*) from catalogue_seed where seeded_at > now() - interval '1 minute'")
                        .getLong(0))
                .isEqualTo(1);
    }

    private void start() {
        seed.start(new StartupEvent());
    }

    private OffsetDateTime seededAt() {
        return row("select seeded_at from catalogue_seed").getOffsetDateTime(0);
    }

    private Row row(String sql) {
        return pool.query(sql).execute().await().indefinitely().iterator().next();
    }

    private void execute(String sql) {
        assertThat(pool.query(sql).execute().await().indefinitely()).isNotNull();
    }
}

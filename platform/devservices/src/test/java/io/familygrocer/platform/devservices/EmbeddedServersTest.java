package io.familygrocer.platform.devservices;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedServersTest {

    @Test
    void eachDatabaseIsItsRolesOwn() throws Exception {
        var postgres = Infra.shared().postgres();
        postgres.database("own_one", "secret-one");
        postgres.database("own_two", "secret-two");
        postgres.database("own_one", "secret-new");

        try (var connection = DriverManager.getConnection(postgres.jdbcUrl("own_one"), "own_one", "secret-new")) {
            connection.createStatement().execute("create table here (id int)");
            connection.createStatement().execute("create extension pg_trgm");
        }
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl("own_one"), "own_two", "secret-two"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl("own_one"), "own_one", "secret-one"))
                .hasMessageContaining("authentication failed");
    }

    @Test
    void redisAnswers() throws Exception {
        var uri = URI.create(Infra.shared().redisUrl());
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII))
                    .isEqualTo("+PONG");
        }
    }

    @Test
    void kafkaKeepsTheOrderOfAKey() throws Exception {
        String servers = Infra.shared().kafka();
        EmbeddedKafka.topics(servers, List.of("order"));
        try (var producer = new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", servers),
                        new StringSerializer(),
                        new StringSerializer());
                var consumer = new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", servers, "group.id", "g", "auto.offset.reset", "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            for (String word : List.of("one", "two", "three")) {
                producer.send(new ProducerRecord<>("order", "key", word)).get();
            }
            consumer.subscribe(List.of("order"));
            var heard = new java.util.ArrayList<String>();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> heard.add(message.value()));
                return heard.size() == 3;
            });
            assertThat(heard).containsExactly("one", "two", "three");
        }
    }

    @Test
    void snapshotsAreKeptForGoodAndEventsAreNot() throws Exception {
        try (var admin = Admin.create(
                Map.<String, Object>of("bootstrap.servers", Infra.shared().kafka()))) {
            var snapshots = new ConfigResource(ConfigResource.Type.TOPIC, "grocer.family.snapshot");
            var events = new ConfigResource(ConfigResource.Type.TOPIC, "grocer.family");
            var found = admin.describeConfigs(List.of(snapshots, events)).all().get();

            assertThat(found.get(snapshots).get("cleanup.policy").value()).isEqualTo("compact");
            assertThat(found.get(events).get("cleanup.policy").value()).isEqualTo("delete");
        }
    }

    @Test
    void aStandbyReplaysWhatThePrimaryWritesUnlessItIsPaused(@TempDir Path home) throws Exception {
        var primary = EmbeddedPostgres.start(home.resolve("primary"), Ports.free(), "secret", false);
        primary.server().database("copied", "secret");
        execute(primary, "create table t as select 1 as n");
        var standby = EmbeddedPostgres.standby(
                home.resolve("primary"), primary.server(), home.resolve("standby"), Ports.free());
        try {
            execute(primary, "insert into t values (2)");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> count(standby) == 2);
            execute(standby, "select pg_wal_replay_pause()");
            execute(primary, "insert into t values (3)");

            assertThat(count(primary)).isEqualTo(3);
            assertThat(count(standby)).isEqualTo(2);
            execute(standby, "select pg_wal_replay_resume()");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> count(standby) == 3);
        } finally {
            standby.process().stop();
            primary.process().stop();
        }
    }

    private static void execute(EmbeddedPostgres.Running server, String sql) throws Exception {
        try (var connection = server.server().connect("copied")) {
            connection.createStatement().execute(sql);
        }
    }

    private static long count(EmbeddedPostgres.Running server) throws Exception {
        try (var connection = server.server().connect("copied");
                var rows = connection.createStatement().executeQuery("select count(*) from t")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void postgresKeepsItsDataOverARestart(@TempDir Path home) throws Exception {
        var first = EmbeddedPostgres.start(home, Ports.free(), "secret", true);
        first.server().database("kept", "secret");
        try (var connection = first.server().connect("kept")) {
            connection.createStatement().execute("create table t as select 42 as answer");
        }
        first.process().stop();

        var second = EmbeddedPostgres.start(home, Ports.free(), "secret", true);
        try (var connection = second.server().connect("kept");
                var rows = connection.createStatement().executeQuery("select answer from t")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        } finally {
            second.process().stop();
        }
    }
}

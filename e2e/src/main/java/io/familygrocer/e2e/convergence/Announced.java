package io.familygrocer.e2e.convergence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The events of the expected families, as another service would hear them; redeliveries are counted once. */
final class Announced implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** An event of a document. */
    record Said(String type, UUID document, long revision) {}

    /** What was said of a family, and the ids of the events that said it. */
    private record Heard(List<Said> said, Set<String> known) {}

    private final Map<String, Heard> byFamily = new ConcurrentHashMap<>();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread reader;

    private Announced(KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
        this.reader = Thread.ofPlatform().name("announced").start(this::read);
    }

    /** Listens to a topic from its beginning. */
    static Announced listen(String brokers, String topic) {
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "convergence-" + UUID.randomUUID(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
        return new Announced(consumer);
    }

    private void read() {
        try {
            while (true) {
                consumer.poll(Duration.ofMillis(200)).forEach(this::take);
            }
        } catch (WakeupException e) {
            consumer.close();
        }
    }

    private void take(ConsumerRecord<String, byte[]> message) {
        var heard = byFamily.get(message.key());
        if (heard == null || !heard.known.add(header(message, "ce_id"))) {
            return;
        }
        try {
            JsonNode data = JSON.readTree(message.value());
            String document = data.has("itemId")
                    ? data.get("itemId").textValue()
                    : data.path("listId").textValue();
            if (document != null && data.has("revision")) {
                heard.said.add(new Said(
                        header(message, "ce_type"),
                        UUID.fromString(document),
                        data.get("revision").longValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an event that is no JSON", e);
        }
    }

    private static String header(ConsumerRecord<?, ?> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** From now on it is kept what is said of a family. */
    void expect(UUID family) {
        byFamily.put(family.toString(), new Heard(new CopyOnWriteArrayList<>(), ConcurrentHashMap.newKeySet()));
    }

    /** What was said of an expected family so far, in order. */
    List<Said> of(UUID family) {
        return byFamily.get(family.toString()).said;
    }

    /** Forgets a family that has been judged. */
    void forget(UUID family) {
        byFamily.remove(family.toString());
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reader.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

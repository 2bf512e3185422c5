package io.familygrocer.e2e.convergence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The events of all families, as another service would hear them; redeliveries are counted once. */
final class Announced implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** An event of a document. */
    record Said(String type, UUID document, long revision) {}

    private final Map<String, List<Said>> byFamily = new ConcurrentHashMap<>();
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();
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
        if (known.putIfAbsent(header(message, "ce_id"), true) != null) {
            return;
        }
        try {
            JsonNode data = JSON.readTree(message.value());
            String document = data.has("itemId")
                    ? data.get("itemId").textValue()
                    : data.path("listId").textValue();
            if (document != null && data.has("revision")) {
                byFamily.computeIfAbsent(message.key(), family -> Collections.synchronizedList(new ArrayList<>()))
                        .add(new Said(
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

    /** What was said of a family so far, in order. */
    List<Said> of(UUID family) {
        return List.copyOf(byFamily.getOrDefault(family.toString(), List.of()));
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

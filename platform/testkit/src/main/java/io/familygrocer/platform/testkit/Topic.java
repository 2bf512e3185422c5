package io.familygrocer.platform.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

import io.familygrocer.platform.devservices.Infra;

/** A topic of the tests' broker, to be written to as another service would and to be listened to. */
public final class Topic implements AutoCloseable {

    private final String name;
    private final KafkaConsumer<String, String> consumer;
    private final List<ConsumerRecord<String, String>> heard = new ArrayList<>();

    private Topic(String name) {
        this.name = name;
        this.consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        Infra.shared().kafka(),
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of(name));
    }

    /** Listens to a topic from its beginning. */
    public static Topic listen(String name) {
        return new Topic(name);
    }

    /** Says an event as another service would: CloudEvents in binary mode; the id tells redeliveries. */
    public static void say(String topic, String source, String type, String key, UUID id, String data) {
        say(topic, source, type, key, id, Instant.now(), data);
    }

    /** Says an event that became true at another time than now. */
    public static void say(String topic, String source, String type, String key, UUID id, Instant time, String data) {
        var message = new ProducerRecord<>(topic, key, data);
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id.toString(),
                        "ce_source",
                        source,
                        "ce_type",
                        type,
                        "ce_time",
                        time.toString(),
                        "content-type",
                        "application/json")
                .forEach((header, value) -> message.headers().add(header, value.getBytes(StandardCharsets.UTF_8)));
        send(message);
    }

    /** Says the last word of a key on a compacted topic: a message without a value. */
    public static void sayGone(String topic, String type, String key) {
        var message = new ProducerRecord<String, String>(topic, key, null);
        message.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        send(message);
    }

    /** Says something that is no event at all. */
    public static void sayRaw(String topic, String key, String value) {
        send(new ProducerRecord<>(topic, key, value));
    }

    /** Lets the broker remember that a consumer group has read everything that was said. */
    public static void readToTheEnd(String name, String group) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", Infra.shared().kafka(), "group.id", group),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partitions = consumer.partitionsFor(name).stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            consumer.commitSync();
        }
    }

    /** Waits for the messages that fit, at least {@code count} of them, and answers all that did, oldest first. */
    public List<ConsumerRecord<String, String>> await(int count, Predicate<ConsumerRecord<String, String>> fits) {
        Awaitility.await("%d messages on %s".formatted(count, name))
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    consumer.poll(Duration.ofMillis(100)).forEach(heard::add);
                    return heard.stream().filter(fits).count() >= count;
                });
        return heard.stream().filter(fits).toList();
    }

    /** A header as text; null where it is missing. */
    public static String header(ConsumerRecord<?, ?> message, String header) {
        var found = message.headers().lastHeader(header);
        return found == null ? null : new String(found.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static void send(ProducerRecord<String, String> message) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", Infra.shared().kafka()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(message).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}

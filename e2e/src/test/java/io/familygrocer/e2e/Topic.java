package io.familygrocer.e2e;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of the stack's broker, heard from its beginning. */
final class Topic implements AutoCloseable {

    private final String name;
    private final KafkaConsumer<String, String> consumer;
    private final List<ConsumerRecord<String, String>> heard = new ArrayList<>();

    private Topic(String name) {
        this.name = name;
        this.consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", Stack.get().infra().kafka()),
                new StringDeserializer(),
                new StringDeserializer());
        var partitions = consumer.partitionsFor(name).stream()
                .map(partition -> new org.apache.kafka.common.TopicPartition(name, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    static Topic listen(String name) {
        return new Topic(name);
    }

    /** Waits for the messages that fit, at least so many, and answers all that did, oldest first in each partition. */
    List<ConsumerRecord<String, String>> await(int count, Predicate<ConsumerRecord<String, String>> fits) {
        Stack.eventually("%d messages on %s".formatted(count, name)).until(() -> {
            consumer.poll(Duration.ofMillis(50)).forEach(heard::add);
            return heard.stream().filter(fits).count() >= count;
        });
        return heard.stream().filter(fits).toList();
    }

    /** A header as text; null where it is missing. */
    static String header(ConsumerRecord<?, ?> message, String header) {
        var found = message.headers().lastHeader(header);
        return found == null ? null : new String(found.value(), StandardCharsets.UTF_8);
    }

    /** Says something with the headers of an event. */
    static void sayEvent(String topic, String type, String key, String data) {
        var message = new ProducerRecord<>(topic, key, data);
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_source", "/e2e",
                        "ce_type", type,
                        "content-type", "application/json")
                .forEach((header, value) -> message.headers().add(header, value.getBytes(StandardCharsets.UTF_8)));
        send(message);
    }

    /** Says something that is no event at all. */
    static void sayRaw(String topic, String key, String value) {
        send(new ProducerRecord<>(topic, key, value));
    }

    private static void send(ProducerRecord<String, String> message) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", Stack.get().infra().kafka()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(message).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}

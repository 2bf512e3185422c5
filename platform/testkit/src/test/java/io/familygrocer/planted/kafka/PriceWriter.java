package io.familygrocer.planted.kafka;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Breaks a rule on purpose: publishes past the outbox. */
public class PriceWriter {

    /** A message. */
    public ProducerRecord<String, String> message() {
        return new ProducerRecord<>("prices", "1.99");
    }
}

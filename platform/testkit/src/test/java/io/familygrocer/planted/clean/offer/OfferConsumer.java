package io.familygrocer.planted.clean.offer;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.familygrocer.planted.clean.price.PriceService;

/** Breaks no rule: a consumer knows Kafka, and another feature by its service. */
public class OfferConsumer {

    private final PriceService prices;

    OfferConsumer(PriceService prices) {
        this.prices = prices;
    }

    /** An effect. */
    public Uni<Void> consume(ConsumerRecord<String, byte[]> message) {
        return message.value() == null
                ? Uni.createFrom().voidItem()
                : prices.first().replaceWithVoid();
    }
}

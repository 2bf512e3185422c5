package io.familygrocer.platform.events;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Lets a consumer of {@link Snapshots} go on where its database has come to; at the beginning where that is empty. */
@ApplicationScoped
@Identifier(SnapshotOffsets.NAME)
public class SnapshotOffsets implements KafkaConsumerRebalanceListener {

    /** For {@code consumer-rebalance-listener.name}. */
    public static final String NAME = "grocer-snapshots";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Pool pool;

    SnapshotOffsets(Pool pool) {
        this.pool = pool;
    }

    /** Runs on the thread that polls, before the first message of these partitions. */
    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.stream().map(TopicPartition::topic).distinct().forEach(topic -> {
            var known = offsets(topic);
            for (var partition : partitions) {
                if (partition.topic().equals(topic)) {
                    Long next = known.get(partition.partition());
                    if (next == null) {
                        consumer.seekToBeginning(List.of(partition));
                    } else {
                        consumer.seek(partition, next);
                    }
                }
            }
        });
    }

    private Map<Integer, Long> offsets(String topic) {
        var known = new HashMap<Integer, Long>();
        pool.preparedQuery("select partition, next_offset from consumer_offset where topic = $1")
                .execute(Tuple.of(topic))
                .await()
                .atMost(PATIENCE)
                .forEach(row -> known.put(row.getInteger("partition"), row.getLong("next_offset")));
        return known;
    }
}

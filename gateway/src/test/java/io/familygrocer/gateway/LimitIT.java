package io.familygrocer.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.familygrocer.platform.devservices.EmbeddedRedis;
import io.familygrocer.platform.devservices.Ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Two gateways that share a Redis, and what they do when it is gone. */
class LimitIT {
    private static final int LIMIT = 1000;
    private static final int SECONDS = 100;
    private static final int REQUESTS = 2400;

    @TempDir
    Path home;

    @Test
    void twoGatewaysLetThroughAsMuchAsOneMayAndNeitherAllNorNothingWithoutRedis() throws Exception {
        int redisPort = Ports.free();
        try (var redis = EmbeddedRedis.start(home, redisPort);
                var list = new Peer("list");
                var first = gateway(list, redisPort);
                var second = gateway(list, redisPort)) {
            long began = System.nanoTime();
            long let = ask(first, second);
            double seconds = (System.nanoTime() - began) / 1e9;

            double allowed = LIMIT + seconds * LIMIT / SECONDS;
            assertThat((double) let).isCloseTo(allowed, within(allowed * 0.02));

            redis.killHard();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> status(first) == 200); // its share comes back
            began = System.nanoTime();
            let = ask(first, second);
            seconds = (System.nanoTime() - began) / 1e9;
            // What was left of both shares, and what comes back at half the rate at each; far from all of them.
            assertThat(let).isBetween(1L, Math.round(3 + seconds * LIMIT / SECONDS * 1.02));
        }
    }

    private static GatewayProcess gateway(Peer list, int redisPort) throws IOException {
        return new GatewayProcess(Map.of(
                "GROCER_GATEWAY_UPSTREAMS_LIST",
                list.url(),
                "GROCER_GATEWAY_LIMITS_ADDRESS_REQUESTS",
                String.valueOf(LIMIT),
                "GROCER_GATEWAY_LIMITS_ADDRESS_PER",
                SECONDS + "S",
                "GROCER_GATEWAY_LIMITER_GATEWAYS",
                "2",
                // Exactness is asked for here, and a busy machine may be slow.
                "GROCER_GATEWAY_LIMITER_REDIS_TIMEOUT",
                "3S",
                "QUARKUS_REDIS_HOSTS",
                "redis://127.0.0.1:" + redisPort));
    }

    /** How many are let through. */
    private static long ask(GatewayProcess first, GatewayProcess second) throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var answers = IntStream.range(0, REQUESTS)
                    .mapToObj(at -> threads.submit(() -> status(at % 2 == 0 ? first : second)))
                    .toList();
            long let = 0;
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(200, 429);
                let += Stream.of(answer.get()).filter(status -> status == 200).count();
            }
            return let;
        }
    }

    private static int status(GatewayProcess gateway) {
        return gateway.browser().get("/api/lists").statusCode();
    }
}

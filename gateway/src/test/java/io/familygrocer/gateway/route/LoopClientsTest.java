package io.familygrocer.gateway.route;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoopClientsTest {
    private static final int LOOPS = 3;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void eachEventLoopHasAClientOfItsOwnAndKeepsIt() throws Exception {
        var clients = LoopClients.of(LOOPS, 256, parts -> vertx.createHttpClient());
        assertThat(seen(clients)).hasSize(LOOPS);
        assertThat(seen(clients)).isEqualTo(seen(clients));
    }

    @Test
    void allShareOneWhereTheBoundIsTooSmallToBeDivided() throws Exception {
        assertThat(seen(LoopClients.of(LOOPS, 1, parts -> vertx.createHttpClient())))
                .hasSize(1);
    }

    /** The clients that the event loops get, twice each. */
    private Set<HttpClient> seen(LoopClients clients) throws Exception {
        Set<HttpClient> all = ConcurrentHashMap.newKeySet();
        var asked = new CountDownLatch(LOOPS);
        vertx.deployVerticle(
                        () -> new AbstractVerticle() {
                            @Override
                            public void start() {
                                all.add(clients.here());
                                all.add(clients.here());
                                asked.countDown();
                            }
                        },
                        new DeploymentOptions().setInstances(LOOPS))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        return all;
    }
}

package io.familygrocer.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.platform.testkit.Servers;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

/** The worst way to be gone: connections are taken and nobody answers. */
@QuarkusTest
@WithTestResource(Servers.class)
@WithTestResource(RedisIsGoneTest.SilentRedis.class)
class RedisIsGoneTest {

    @Test
    void theCatalogueAnswersFromTheDatabase() throws IOException {
        when().get("/api/catalog/categories").then().statusCode(200).body("items.size()", greaterThan(19));
        when().get("/api/catalog/products?q=milk&limit=3")
                .then()
                .statusCode(200)
                .body("items", hasSize(3));
        when().get("/api/catalog/products/oat-milk").then().statusCode(200);
        assertThat(SilentRedis.wasAsked()).isTrue();
    }

    /** Takes connections and says nothing. */
    public static class SilentRedis implements QuarkusTestResourceLifecycleManager {

        private static ServerSocket socket;

        static boolean wasAsked() throws IOException {
            socket.setSoTimeout(1_000);
            try (var connection = socket.accept()) {
                return connection.getInputStream().read() >= 0;
            }
        }

        @Override
        public int order() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Map<String, String> start() {
            try {
                socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                return Map.of("quarkus.redis.hosts", "redis://127.0.0.1:%d".formatted(socket.getLocalPort()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

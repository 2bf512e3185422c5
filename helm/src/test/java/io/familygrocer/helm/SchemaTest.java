package io.familygrocer.helm;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.familygrocer.helm.Matrix.of;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Values that can't be meant are refused before anything is installed, and the refusal says the way out. */
class SchemaTest {

    static Stream<Arguments> wrong() {
        return Stream.of(
                // By the schema: what it is and what it must be.
                Arguments.of("list-service", of("replica", 3), "additional properties 'replica' not allowed"),
                Arguments.of(
                        "list-service", of("postgres.hostname", "x"), "additional properties 'hostname' not allowed"),
                Arguments.of("list-service", of("replicas", "three"), "got string, want integer"),
                Arguments.of("list-service", of("replicas", 0), "minimum: got 0, want 1"),
                Arguments.of(
                        "list-service",
                        of("migration.mode", "later"),
                        "value must be one of 'auto', 'job', 'init', 'start', 'off'"),
                Arguments.of(
                        "list-service",
                        of("image.digest", "sha256:beef"),
                        "does not match pattern '^(sha256:[0-9a-f]{64})?$'"),
                Arguments.of(
                        "list-service",
                        of("redis.hosts", java.util.List.of("redis.example.org")),
                        "does not match pattern '^rediss?://.+:[0-9]+$'"),
                Arguments.of("list-service", of("kafka.topics.partitions", 6), "minimum: got 6, want 12"),
                Arguments.of(
                        "list-service",
                        Map.of("config", Map.of("quarkus.http.port", "1")),
                        "'quarkus.http.port' does not match pattern"),
                Arguments.of(
                        "gateway",
                        of("edge.kind", "traefik"),
                        "value must be one of 'none', 'nginx', 'alb', 'gateway-api'"),
                // By the chart: values that need each other.
                Arguments.of(
                        "list-service",
                        of("postgres.host", ""),
                        "postgres.host is empty. Set postgres.host to your server, or postgres.mode to cnpg"),
                Arguments.of(
                        "list-service",
                        of("postgres.secret.name", ""),
                        "Make a Secret with the keys username and password"),
                Arguments.of(
                        "list-service",
                        of("postgres.mode", "cnpg", "migration.mode", "job"),
                        "Set migration.mode to auto or init"),
                Arguments.of(
                        "list-service",
                        of("postgres.mode", "cnpg", "postgres.cnpg.backup.enabled", true),
                        "Name an ObjectStore"),
                Arguments.of(
                        "list-service",
                        of("redis.hosts", java.util.List.of()),
                        "redis.hosts is empty. List your server"),
                Arguments.of(
                        "list-service",
                        of("kafka.bootstrapServers", ""),
                        "kafka.bootstrapServers is empty. Set it to host:port"),
                Arguments.of(
                        "list-service", of("kafka.securityProtocol", "SASL_SSL"), "Set kafka.secret.name to a Secret"),
                Arguments.of(
                        "list-service", of("externalSecrets.enabled", true), "externalSecrets.store.name is empty"),
                Arguments.of(
                        "list-service",
                        of("autoscaling.minReplicas", 20),
                        "is above autoscaling.maxReplicas (10). Swap or raise one"),
                Arguments.of(
                        "list-service",
                        of("autoscaling.keda.predictive.enabled", true),
                        "Set autoscaling.keda.enabled to true"),
                Arguments.of(
                        "list-service",
                        of("autoscaling.keda.predictive.enabled", true, "autoscaling.keda.enabled", true),
                        "Set it to your Prometheus"),
                Arguments.of(
                        "family-service",
                        of("secretConfig.GROCER_FAMILY_KEY_ENCRYPTION_KEY.secret", ""),
                        "Make a Secret and name it there (key key-encryption-key)"),
                Arguments.of(
                        "gateway", of("edge.kind", "nginx"), "edge.host is empty. Set it to the name that people open"),
                Arguments.of(
                        "gateway",
                        of("edge.kind", "nginx", "edge.host", "a.b"),
                        "Set edge.tls.issuer.name to an issuer of cert-manager"),
                Arguments.of("gateway", of("edge.kind", "alb", "edge.host", "a.b"), "edge.alb.certificateArn is empty"),
                Arguments.of(
                        "gateway",
                        of("edge.kind", "gateway-api", "edge.host", "a.b", "edge.tls.enabled", false),
                        "Set it to a GatewayClass"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void isRefusedAndSaysTheWayOut(String chart, Map<String, Object> values, String says) {
        var all = Matrix.merge(Matrix.alone(chart), values);

        assertThatThrownBy(() -> Charts.render(chart, chart, all)).hasMessageContaining(says);
    }

    @Test
    void theUmbrellaRefusesToo() {
        assertThatThrownBy(() -> Charts.render(
                        "family-grocer",
                        "grocer",
                        Matrix.merge(Matrix.example("external"), of("list-service.replica", 3))))
                .hasMessageContaining("additional properties 'replica' not allowed");
        assertThatThrownBy(() -> Charts.render(
                        "family-grocer",
                        "grocer",
                        Matrix.merge(Matrix.example("external"), of("global.services.replica", 3))))
                .hasMessageContaining("global.services.replica is no value of a service");
        assertThatThrownBy(() -> Charts.render(
                        "family-grocer",
                        "grocer",
                        Matrix.merge(Matrix.example("production"), of("global.redis.secret.name", ""))))
                .hasMessageContaining("Make a Secret with the key password");
    }
}

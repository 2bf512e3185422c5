package io.familygrocer.platform.testkit;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import io.familygrocer.platform.devservices.Infra;

/**
 * Gives a test's service a real Postgres database of its own, Redis and Kafka. The servers start once for all tests of a
 * JVM. Use: {@code @WithTestResource(Servers.class)}, with {@code initArgs} {@code database=grocer_x} where the default
 * name does not do.
 */
public class Servers implements QuarkusTestResourceLifecycleManager {

    private Map<String, String> arguments = Map.of();

    @Override
    public void init(Map<String, String> initArgs) {
        arguments = initArgs;
    }

    @Override
    public Map<String, String> start() {
        var infra = Infra.shared();
        String database = arguments.getOrDefault("database", "grocer_test");
        String password = UUID.randomUUID().toString();
        infra.postgres().database(database, password);
        var tokens = TokenIssuer.shared();
        var config = new HashMap<String, String>();
        config.put("quarkus.datasource.jdbc.url", infra.postgres().jdbcUrl(database));
        config.put("quarkus.datasource.reactive.url", infra.postgres().reactiveUrl(database));
        config.put("quarkus.datasource.username", database);
        config.put("quarkus.datasource.password", password);
        config.put("quarkus.redis.hosts", infra.redisUrl());
        config.put("kafka.bootstrap.servers", infra.kafka());
        config.put("grocer.auth.jwks-url", tokens.jwksUrl());
        // A packaged service listens on any port under test; were one of its two ports fixed, their metrics would
        // differ
        // in their tags, which Micrometer refuses and which leaves the service deaf.
        config.put("quarkus.management.port", "0");
        return Map.copyOf(config);
    }

    /** The servers stay for the next test class; they go with the JVM. */
    @Override
    public void stop() {}
}

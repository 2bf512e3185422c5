package io.familygrocer.e2e;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.familygrocer.platform.devservices.Infra;

/** What the processes of a stack are told by their environment. */
record ServiceEnvironment(StackOptions options, Path data, Secrets secrets, Infra infra) {

    static final String KEY_ENCRYPTION_KEY = "key-encryption-key";

    private static final String HERE = "127.0.0.1";

    /** Of the gateway, which learns where the others are. */
    Map<String, String> ofGateway(int port, int managementPort, Map<Service, ServiceProcess> upstreams) {
        var all = ofAnybody(port, managementPort);
        all.put("QUARKUS_HTTP_HOST", options.host());
        all.put("GROCER_GATEWAY_SESSION_KEY", secrets.key("session-key"));
        // A phone of the house comes without TLS.
        all.put(
                "GROCER_GATEWAY_SESSION_CLEAR_TEXT",
                Boolean.toString(!options.host().equals(HERE)));
        upstreams.forEach((upstream, process) ->
                all.put(upstream.upstreamVariable(), process.uri().toString()));
        all.putAll(options.environment());
        return all;
    }

    /** Of a service that owns a database. */
    Map<String, String> of(Service service, int port, int managementPort, String jwksUrl) {
        var all = ofAnybody(port, managementPort);
        String database = service.database().orElseThrow();
        all.put("QUARKUS_DATASOURCE_JDBC_URL", infra.postgres().jdbcUrl(database));
        all.put("QUARKUS_DATASOURCE_REACTIVE_URL", infra.postgres().reactiveUrl(database));
        all.put("QUARKUS_DATASOURCE_USERNAME", database);
        all.put("QUARKUS_DATASOURCE_PASSWORD", secrets.password(database));
        all.put("KAFKA_BOOTSTRAP_SERVERS", infra.kafka());
        all.put("GROCER_AUTH_JWKS_URL", jwksUrl);
        if (service == Service.FAMILY) {
            all.put("GROCER_FAMILY_KEY_ENCRYPTION_KEY", secrets.key(KEY_ENCRYPTION_KEY));
            all.put("GROCER_FAMILY_PUBLIC_URL", "http://localhost:" + (options.port() == 0 ? 8080 : options.port()));
        }
        if (service == Service.LIST) {
            all.put("GROCER_LIST_PHOTOS_DIRECTORY", data.resolve("photos").toString());
        }
        all.putAll(options.environment());
        return all;
    }

    private Map<String, String> ofAnybody(int port, int managementPort) {
        var all = new HashMap<String, String>();
        all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        all.put("QUARKUS_HTTP_HOST", HERE);
        all.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        all.put("QUARKUS_MANAGEMENT_HOST", HERE);
        all.put("QUARKUS_OTEL_SDK_DISABLED", "true");
        all.put("QUARKUS_REDIS_HOSTS", infra.redisUrl());
        return all;
    }
}

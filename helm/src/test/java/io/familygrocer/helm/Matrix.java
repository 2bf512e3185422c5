package io.familygrocer.helm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The values that everything is rendered with: each service alone, the umbrella, and every switch. */
record Matrix(String chart, String title, Map<String, Object> values) {

    /** What whoever installs makes beforehand, in all of these. */
    static final Set<String> GIVEN = Set.of(
            "Secret/grocer-database",
            "Secret/grocer-redis",
            "Secret/grocer-kafka",
            "Secret/grocer-kafka-ca",
            "Secret/grocer-family",
            "Secret/grocer-gateway",
            "PersistentVolumeClaim/grocer-list-service-photos",
            "Secret/grocer-list-service",
            "Secret/grocer-list-service-db-app",
            "Secret/grocer-kafka-cluster-ca-cert",
            "Service/list-service-canary",
            "Service/family-service-canary",
            "Service/catalog-service-canary",
            "Service/notification-service-canary",
            "Service/gateway-canary");

    static final List<String> EXAMPLES = List.of("external", "trial", "production", "second-region");

    Rendered render() {
        return Charts.render(chart, chart.equals("family-grocer") ? "grocer" : chart, values);
    }

    @Override
    public String toString() {
        return chart + " " + title;
    }

    static List<Matrix> all() {
        var all = new ArrayList<Matrix>();
        for (String service : Charts.SERVICES) {
            all.add(new Matrix(service, "alone", alone(service)));
            switches(service)
                    .forEach((title, values) -> all.add(new Matrix(service, title, merge(alone(service), values))));
        }
        all.add(new Matrix("list-service", "Citus", merge(alone("list-service"), of("migration.citus.enabled", true))));
        all.add(new Matrix("list-service", "canary", example("list-service-canary")));
        for (String edge : List.of("nginx", "alb", "gateway-api")) {
            all.add(new Matrix("gateway", "edge " + edge, merge(alone("gateway"), edge(edge))));
        }
        for (String example : EXAMPLES) {
            all.add(new Matrix("family-grocer", example, example(example)));
        }
        return all;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> example(String name) {
        try {
            return Charts.YAML.readValue(
                    Charts.SOURCE.resolve("examples/" + name + ".yaml").toFile(), LinkedHashMap.class);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The least that a service needs to be installed by itself. */
    static Map<String, Object> alone(String service) {
        var values = new TreeMap<String, Object>();
        if (!service.equals("gateway")) {
            put(values, "postgres.host", "postgres.example.org");
            put(values, "postgres.secret.name", "grocer-database");
            put(values, "kafka.bootstrapServers", "kafka.example.org:9092");
        }
        if (!service.equals("notification-service")) {
            put(values, "redis.hosts", List.of("redis://redis.example.org:6379"));
        }
        if (service.equals("family-service")) {
            put(values, "secretConfig.GROCER_FAMILY_KEY_ENCRYPTION_KEY.secret", "grocer-family");
        }
        if (service.equals("gateway")) {
            put(values, "secretConfig.GROCER_GATEWAY_SESSION_KEY.secret", "grocer-gateway");
        }
        return values;
    }

    private static Map<String, Map<String, Object>> switches(String service) {
        var all = new LinkedHashMap<String, Map<String, Object>>();
        all.put("without autoscaling", of("autoscaling.enabled", false, "pdb.enabled", false, "replicas", 3));
        all.put("by requests", of("autoscaling.requestsPerSecond.enabled", true));
        all.put(
                "KEDA, predicted",
                of(
                        "autoscaling.keda.enabled", true,
                        "autoscaling.keda.prometheusAddress", "http://prometheus.monitoring:9090",
                        "autoscaling.keda.predictive.enabled", true,
                        "monitoring.enabled", true));
        all.put("seen", of("monitoring.enabled", true, "tracing.enabled", true));
        for (String mesh : List.of("linkerd", "istio", "gateway-api")) {
            all.put(mesh, of("mesh.kind", mesh, "mesh.canary.service", service + "-canary", "mesh.canary.weight", 20));
        }
        all.put(
                "pinned",
                of(
                        "image.digest", "sha256:" + "0".repeat(64),
                        "image.pullSecrets", List.of("grocer-registry"),
                        "priorityClassName", "high",
                        "nodeSelector", Map.of("kubernetes.io/arch", "amd64"),
                        "tolerations", List.of(Map.of("key", "spot", "operator", "Exists")),
                        "serviceAccount.annotations", Map.of("example.org/role", "grocer"),
                        "peers", Map.of("family-service", "http://family-service.other")));
        if (!service.equals("gateway")) {
            all.put(
                    "external secrets",
                    of(
                            "externalSecrets.enabled",
                            true,
                            "externalSecrets.store.name",
                            "vault",
                            "postgres.secret.name",
                            ""));
            all.put(
                    "CloudNativePG",
                    of(
                            "postgres.mode",
                            "cnpg",
                            "postgres.secret.name",
                            "",
                            "postgres.cnpg.backup.enabled",
                            true,
                            "postgres.cnpg.backup.objectStore",
                            "backups",
                            "monitoring.enabled",
                            true));
            all.put("trial database", of("postgres.mode", "trial"));
            all.put("straight to Postgres", of("pgbouncer.enabled", false, "postgres.tls", "verify-full"));
            all.put(
                    "external Kafka with a login",
                    of(
                            "kafka.securityProtocol",
                            "SASL_SSL",
                            "kafka.secret.name",
                            "grocer-kafka",
                            "kafka.caSecret.name",
                            "grocer-kafka-ca",
                            "autoscaling.keda.enabled",
                            true));
            all.put("migrates as it starts", of("migration.mode", "start"));
        }
        return all;
    }

    private static Map<String, Object> edge(String kind) {
        return of(
                "edge.kind",
                kind,
                "edge.host",
                "grocer.example.org",
                "edge.className",
                kind,
                "edge.tls.issuer.name",
                "letsencrypt",
                "edge.alb.certificateArn",
                "arn:aws:acm:eu-central-1:1:certificate/1",
                "edge.nginx.canary.enabled",
                true,
                "mesh.canary.service",
                "gateway-canary",
                "mesh.canary.weight",
                20);
    }

    /** A tree of pairs of a dotted path and its value. */
    static Map<String, Object> of(Object... pairs) {
        var values = new TreeMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            put(values, (String) pairs[i], pairs[i + 1]);
        }
        return values;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> values, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            values.put(path, value);
        } else {
            put(
                    (Map<String, Object>)
                            values.computeIfAbsent(path.substring(0, dot), key -> new TreeMap<String, Object>()),
                    path.substring(dot + 1),
                    value);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> merge(Map<String, Object> base, Map<String, Object> over) {
        var merged = new TreeMap<>(base);
        over.forEach((key, value) -> merged.merge(
                key,
                value,
                (old, fresh) -> old instanceof Map && fresh instanceof Map
                        ? merge((Map<String, Object>) old, (Map<String, Object>) fresh)
                        : fresh));
        return merged;
    }
}

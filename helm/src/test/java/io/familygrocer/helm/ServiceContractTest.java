package io.familygrocer.helm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.smallrye.config.SmallRyeConfig;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclOperation;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.familygrocer.platform.devservices.Infra;

import static org.assertj.core.api.Assertions.assertThat;

/** The charts and the services mean the same: ports, probes, configuration, topics. */
class ServiceContractTest {

    static List<String> services() {
        return Charts.SERVICES;
    }

    @ParameterizedTest
    @MethodSource("services")
    void portsAndProbesAreThoseThatTheServiceDeclares(String service) {
        var declared = ServiceFacts.of(service).deployment();
        var ours = deployment(service);
        var container = ours.getSpec().getTemplate().getSpec().getContainers().getFirst();
        var theirs = declared.at("/spec/template/spec/containers/0");

        var ports = new TreeMap<String, Integer>();
        theirs.get("ports")
                .forEach(port -> ports.put(
                        port.get("name").asText(), port.get("containerPort").asInt()));
        var rendered = new TreeMap<String, Integer>();
        for (ContainerPort port : container.getPorts()) {
            rendered.put(port.getName(), port.getContainerPort());
        }
        assertThat(rendered).isEqualTo(ports);
        assertProbe(container.getStartupProbe(), theirs.get("startupProbe"), ports);
        assertProbe(container.getLivenessProbe(), theirs.get("livenessProbe"), ports);
        assertProbe(container.getReadinessProbe(), theirs.get("readinessProbe"), ports);
        assertThat(ours.getSpec().getTemplate().getMetadata().getLabels())
                .containsEntry(
                        "app.kubernetes.io/name",
                        declared.at("/spec/template/metadata/labels")
                                .get("app.kubernetes.io/name")
                                .asText())
                .containsEntry(
                        "app.kubernetes.io/part-of",
                        declared.at("/spec/template/metadata/labels")
                                .get("app.kubernetes.io/part-of")
                                .asText());
        assertThat(container.getImage()).contains(theirs.get("image").asText().replace("docker.io/", ""));
    }

    private static void assertProbe(Probe ours, JsonNode theirs, Map<String, Integer> ports) {
        assertThat(ours.getHttpGet().getPath())
                .isEqualTo(theirs.at("/httpGet/path").asText());
        assertThat(ports.get(ours.getHttpGet().getPort().getStrVal()))
                .isEqualTo(theirs.at("/httpGet/port").asInt());
    }

    static List<Matrix> matrix() {
        return Matrix.all();
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void everyVariableIsReadBySomebody(Matrix values) {
        var rendered = values.render();
        var unread = new ArrayList<String>();
        for (String service : Charts.SERVICES) {
            var facts = ServiceFacts.of(service);
            variables(rendered, service).stream()
                    .filter(variable -> !isRead(facts, variable))
                    .forEach(variable -> unread.add(service + ": " + variable));
        }
        assertThat(unread)
                .as("no property that the service reads at run time has this name")
                .isEmpty();
    }

    @Test
    void aVariableThatNobodyReadsIsFound() {
        var list = ServiceFacts.of("list-service");

        assertThat(isRead(list, "QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_USE_LAYER7_PROXY"))
                .isTrue();
        assertThat(isRead(list, "GROCER_LIST_MAX_ITEMS")).isTrue();
        // Misspelled, only read at build time, another service's.
        assertThat(isRead(list, "QUARKUS_DATASOURCE_REACTIVE_USE_LAYER_7_PROXY"))
                .isFalse();
        assertThat(isRead(list, "QUARKUS_FLYWAY_LOCATIONS")).isFalse();
        assertThat(isRead(list, "QUARKUS_SHUTDOWN_DELAY_ENABLED")).isFalse();
        assertThat(isRead(list, "GROCER_FAMILY_PUBLIC_URL")).isFalse();
        assertThat(isRead(list, "KAFKA_BOOTSTRAP_SERVER")).isFalse();
    }

    /** The names in what a pod of a service gets, wherever it comes from. */
    private static Set<String> variables(Rendered rendered, String service) {
        var names = new TreeSet<String>();
        for (var pod : rendered.pods()) {
            boolean its =
                    pod.labels().getOrDefault("app.kubernetes.io/name", "").matches(service + "(-migrate)?");
            if (!its) {
                continue;
            }
            PodPolicies.containers(pod)
                    .filter(container -> container.getImage().contains(service))
                    .forEach(container -> {
                        container.getEnv().forEach(variable -> names.add(variable.getName()));
                        container
                                .getEnvFrom()
                                .forEach(from -> names.addAll(rendered.get(
                                                ConfigMap.class,
                                                from.getConfigMapRef().getName())
                                        .getData()
                                        .keySet()));
                    });
        }
        return names;
    }

    private static boolean isRead(ServiceFacts facts, String variable) {
        if (variable.startsWith("KAFKA_")) {
            String property =
                    variable.substring(6).toLowerCase(java.util.Locale.ROOT).replace('_', '.');
            return ProducerConfig.configNames().contains(property)
                    && ConsumerConfig.configNames().contains(property);
        }
        return variable.equals("JAVA_TOOL_OPTIONS") || facts.property(variable).isPresent();
    }

    @ParameterizedTest
    @MethodSource("services")
    void theServiceHasTimeToStop(String service) {
        var pod = deployment(service).getSpec().getTemplate().getSpec();
        var config = Charts.render(service, service, Matrix.alone(service))
                .get(ConfigMap.class, service)
                .getData();
        long delay = Long.parseLong(config.get("QUARKUS_SHUTDOWN_DELAY").replace("S", ""));
        long timeout = Long.parseLong(config.get("QUARKUS_SHUTDOWN_TIMEOUT").replace("S", ""));
        long preStop = pod.getContainers()
                .getFirst()
                .getLifecycle()
                .getPreStop()
                .getSleep()
                .getSeconds();

        assertThat(preStop + delay + timeout).isLessThan(pod.getTerminationGracePeriodSeconds());
        // The delay only works where the service was built with it.
        assertThat(ServiceFacts.of(service).config().getValue("quarkus.shutdown.delay-enabled", Boolean.class))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("services")
    void topicsAndRightsAreWhatTheServiceUses(String service) throws IOException {
        if (service.equals("gateway")) {
            return;
        }
        var config = ServiceFacts.of(service).config();
        var reads = new HashSet<String>();
        var groups = new HashSet<String>();
        var writes = new HashSet<String>();
        for (String name : config.getPropertyNames()) {
            if (name.matches("mp\\.messaging\\.incoming\\.[^.]+\\.connector")) {
                String channel = name.substring(0, name.length() - ".connector".length());
                config.getOptionalValue(channel + ".topic", String.class).ifPresent(reads::add);
                config.getOptionalValues(channel + ".topics", String.class).ifPresent(reads::addAll);
                groups.add(attribute(config, channel, "group.id"));
                writes.add(attribute(config, channel, "dead-letter-queue.topic"));
            }
        }
        writes.add(config.getValue("mp.messaging.outgoing.events-out.topic", String.class));
        var rendered = Charts.example("production");
        var user = rendered.get(KafkaUser.class, "grocer-" + service);

        assertThat(allowed(user, AclRuleTopicResource.class, AclOperation.READ)).isEqualTo(reads);
        assertThat(allowed(user, AclRuleGroupResource.class, AclOperation.READ)).isEqualTo(groups);
        // Its own topics, and the compacted one beside them; nobody else's.
        assertThat(allowed(user, AclRuleTopicResource.class, AclOperation.WRITE))
                .containsAll(writes)
                .allMatch(topic -> topic.startsWith("grocer." + service.replace("-service", "")));
        var facts = Charts.YAML.readTree(
                Charts.SOURCE.resolve("charts/" + service + "/facts.yaml").toFile());
        assertThat(StreamSupport.stream(facts.get("reads").spliterator(), false)
                        .map(read -> read.get("topic").asText()))
                .hasSameElementsAs(reads);
    }

    /** Of a channel itself, else what all channels of Kafka have in common. */
    private static String attribute(SmallRyeConfig config, String channel, String name) {
        return config.getOptionalValue(channel + "." + name, String.class)
                .orElseGet(() -> config.getValue("mp.messaging.connector.smallrye-kafka." + name, String.class));
    }

    private static Set<String> allowed(KafkaUser user, Class<?> resource, AclOperation operation) {
        var names = new HashSet<String>();
        ((KafkaUserAuthorizationSimple) user.getSpec().getAuthorization())
                .getAcls().stream()
                        .filter(rule -> resource.isInstance(rule.getResource())
                                && rule.getOperations().contains(operation))
                        .forEach(rule -> names.add(
                                rule.getResource() instanceof AclRuleTopicResource topic
                                        ? topic.getName()
                                        : ((AclRuleGroupResource) rule.getResource()).getName()));
        return names;
    }

    @Test
    void topicsAreThoseOfTheSuite() {
        var topics = Charts.example("production").all(KafkaTopic.class).toList();

        assertThat(topics)
                .extracting(topic -> topic.getSpec().getTopicName())
                .containsExactlyInAnyOrderElementsOf(Infra.TOPICS);
        for (var topic : topics) {
            var config = topic.getSpec().getConfig();
            boolean compacted = Infra.COMPACTED.contains(topic.getSpec().getTopicName());
            assertThat(config.get("cleanup.policy")).isEqualTo(compacted ? "compact" : "delete");
            // What reports of erasures say: eight days, of which a segment is one (adr/0029).
            assertThat(config.get("retention.ms")).isEqualTo(compacted ? null : 7 * 86_400_000);
            assertThat(config.get("segment.ms")).isEqualTo(compacted ? null : 86_400_000);
            assertThat(topic.getSpec().getPartitions()).isGreaterThanOrEqualTo(12);
        }
    }

    private static Deployment deployment(String service) {
        return Charts.render(service, service, Matrix.alone(service)).get(Deployment.class, service);
    }
}

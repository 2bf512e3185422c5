package io.familygrocer.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.istio.api.networking.v1.DestinationRule;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;

/**
 * Objects of Kubernetes, parsed strictly: an unknown field, a number where text belongs or a doubled key fails, as the
 * cluster would refuse it or, worse, pass it over.
 */
record Rendered(List<Thing> things) {

    /** One object: as its model and as it was written. */
    record Thing(String kind, String name, Object model, JsonNode json) {

        @Override
        public String toString() {
            return kind + "/" + name;
        }
    }

    /** A pod that something of the rendered starts. */
    record Podlike(Thing of, PodTemplateSpec template) {

        Map<String, String> labels() {
            var labels = template.getMetadata().getLabels();
            return labels == null ? Map.of() : labels;
        }
    }

    private static final Map<String, Class<?>> MODELS = Map.ofEntries(
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("v1/Pod", Pod.class),
            Map.entry("v1/Secret", io.fabric8.kubernetes.api.model.Secret.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("apps/v1/StatefulSet", StatefulSet.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("batch/v1/CronJob", CronJob.class),
            Map.entry("batch/v1/Job", Job.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("gateway.networking.k8s.io/v1/Gateway", Gateway.class),
            Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class),
            Map.entry("networking.istio.io/v1/DestinationRule", DestinationRule.class),
            Map.entry("networking.istio.io/v1/VirtualService", io.fabric8.istio.api.networking.v1.VirtualService.class),
            Map.entry("cert-manager.io/v1/Certificate", Certificate.class),
            Map.entry("monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class),
            Map.entry("monitoring.coreos.com/v1/PodMonitor", PodMonitor.class),
            Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
            Map.entry("kafka.strimzi.io/v1/Kafka", Kafka.class),
            Map.entry("kafka.strimzi.io/v1/KafkaNodePool", KafkaNodePool.class),
            Map.entry("kafka.strimzi.io/v1/KafkaTopic", KafkaTopic.class),
            Map.entry("kafka.strimzi.io/v1/KafkaUser", KafkaUser.class),
            Map.entry("kafka.strimzi.io/v1/KafkaMirrorMaker2", KafkaMirrorMaker2.class),
            Map.entry("postgresql.cnpg.io/v1/Cluster", Kinds.CnpgCluster.class),
            Map.entry("postgresql.cnpg.io/v1/ScheduledBackup", Kinds.ScheduledBackup.class),
            Map.entry("keda.sh/v1alpha1/ScaledObject", Kinds.ScaledObject.class),
            Map.entry("keda.sh/v1alpha1/TriggerAuthentication", Kinds.TriggerAuthentication.class),
            Map.entry("external-secrets.io/v1/ExternalSecret", Kinds.ExternalSecret.class));

    private static final ObjectMapper STRICT = strict();

    private static ObjectMapper strict() {
        var mapper = YAMLMapper.builder(YAMLFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
        for (var shape : List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        // The models collect what they don't know; here that must fail.
        mapper.setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
            @Override
            public Boolean hasAnySetter(Annotated member) {
                return false;
            }
        });
        return mapper;
    }

    static Rendered of(String text) {
        try (var documents = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            var things = new ArrayList<Thing>();
            while (documents.hasNext()) {
                var json = documents.next();
                if (json.isObject() && !json.isEmpty()) {
                    things.add(thing(json));
                }
            }
            return new Rendered(things);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Thing thing(JsonNode json) {
        String type = json.path("apiVersion").asText() + "/" + json.path("kind").asText();
        String name = json.path("metadata").path("name").asText();
        Class<?> model = Optional.ofNullable(MODELS.get(type))
                .orElseThrow(() -> new AssertionError("no model of " + type + " (" + name + ")"));
        try {
            return new Thing(json.path("kind").asText(), name, STRICT.treeToValue(json, model), json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(type + " " + name + ": " + e.getOriginalMessage() + " " + e.getMessage(), e);
        }
    }

    /** The same, one object changed; for planting faults. */
    Rendered change(
            String kind,
            String name,
            java.util.function.Consumer<com.fasterxml.jackson.databind.node.ObjectNode> fault) {
        var changed = new ArrayList<Thing>();
        boolean found = false;
        for (var thing : things) {
            if (thing.kind().equals(kind) && thing.name().equals(name)) {
                com.fasterxml.jackson.databind.node.ObjectNode copy =
                        thing.json().deepCopy();
                fault.accept(copy);
                changed.add(thing(copy));
                found = true;
            } else {
                changed.add(thing);
            }
        }
        if (!found) {
            throw new AssertionError("nothing to change: " + kind + "/" + name + " is not among " + things);
        }
        return new Rendered(changed);
    }

    <T> Stream<T> all(Class<T> model) {
        return things.stream().map(Thing::model).filter(model::isInstance).map(model::cast);
    }

    Optional<Thing> find(String kind, String name) {
        return things.stream()
                .filter(thing -> thing.kind().equals(kind) && thing.name().equals(name))
                .findFirst();
    }

    <T> T get(Class<T> model, String name) {
        return model.cast(find(model.getSimpleName(), name)
                .orElseThrow(() -> new AssertionError("no " + model.getSimpleName() + "/" + name + " in " + things))
                .model());
    }

    /** Every pod, whoever starts it. */
    List<Podlike> pods() {
        var pods = new ArrayList<Podlike>();
        for (var thing : things) {
            template(thing.model()).ifPresent(template -> pods.add(new Podlike(thing, template)));
        }
        return pods;
    }

    private static Optional<PodTemplateSpec> template(Object model) {
        return Optional.ofNullable(
                switch (model) {
                    case Deployment it -> it.getSpec().getTemplate();
                    case StatefulSet it -> it.getSpec().getTemplate();
                    case Job it -> it.getSpec().getTemplate();
                    case CronJob it -> it.getSpec().getJobTemplate().getSpec().getTemplate();
                    case Pod it ->
                        new PodTemplateSpecBuilder()
                                .withMetadata(it.getMetadata())
                                .withSpec(it.getSpec())
                                .build();
                    default -> null;
                });
    }
}

package io.familygrocer.helm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;

import io.familygrocer.helm.Rendered.Podlike;
import io.familygrocer.helm.Rendered.Thing;

/** What every rendered object must keep. Each rule answers with what breaks it, and says what is wrong. */
final class Policies {

    private static final Pattern SECRET =
            Pattern.compile(".*(PASSWORD|SECRET|TOKEN|PRIVATE|CREDENTIAL|KEY_ENCRYPTION|SESSION_KEY).*");

    private final Rendered rendered;
    private final Set<String> given;
    private final List<String> violations = new ArrayList<>();

    private Policies(Rendered rendered, Set<String> given) {
        this.rendered = rendered;
        this.given = given;
    }

    /** All that is wrong; {@code given} are the Secrets and Services that whoever installs makes beforehand. */
    static List<String> violations(Rendered rendered, Set<String> given) {
        var policies = new Policies(rendered, given);
        policies.names();
        rendered.pods().forEach(policies::pod);
        policies.secrets();
        policies.selectors();
        policies.backends();
        policies.scaling();
        policies.network();
        return policies.violations;
    }

    private void check(boolean kept, Object where, String rule) {
        if (!kept) {
            violations.add(where + ": " + rule);
        }
    }

    private void names() {
        var seen = new HashSet<String>();
        for (var thing : rendered.things()) {
            check(seen.add(thing.toString()), thing, "is there twice");
            check(thing.name().length() <= 63, thing, "has a name longer than 63");
            check(
                    "grocer".equals(thing.json().at("/metadata/namespace").asText()),
                    thing,
                    "says no namespace, so it lands wherever kubectl happens to point");
        }
    }

    private void pod(Podlike pod) {
        var where = pod.of();
        var spec = pod.template().getSpec();
        var security = spec.getSecurityContext();
        check(security != null && Boolean.TRUE.equals(security.getRunAsNonRoot()), where, "may run as root");
        check(
                security != null
                        && security.getSeccompProfile() != null
                        && "RuntimeDefault".equals(security.getSeccompProfile().getType()),
                where,
                "has no seccomp profile");
        check(
                Boolean.FALSE.equals(spec.getAutomountServiceAccountToken()),
                where,
                "mounts a token of the cluster's API");
        check(
                !Boolean.TRUE.equals(spec.getHostNetwork()) && !Boolean.TRUE.equals(spec.getHostPID()),
                where,
                "is in the host's");
        var volumes = new HashSet<String>();
        spec.getVolumes().forEach(volume -> {
            volumes.add(volume.getName());
            check(volume.getHostPath() == null, where, "mounts a path of the host");
            if (volume.getConfigMap() != null) {
                reference(where, "ConfigMap", volume.getConfigMap().getName());
            }
            if (volume.getPersistentVolumeClaim() != null) {
                reference(
                        where,
                        "PersistentVolumeClaim",
                        volume.getPersistentVolumeClaim().getClaimName());
            }
            if (volume.getSecret() != null) {
                reference(where, "Secret", volume.getSecret().getSecretName());
            }
        });
        if (where.model() instanceof StatefulSet set) {
            set.getSpec()
                    .getVolumeClaimTemplates()
                    .forEach(claim -> volumes.add(claim.getMetadata().getName()));
        }
        String account = spec.getServiceAccountName();
        if (account != null && !account.equals("default")) {
            reference(where, "ServiceAccount", account);
        }
        containers(pod)
                .forEach(
                        container -> container(where + " container " + container.getName(), where, container, volumes));
    }

    static Stream<Container> containers(Podlike pod) {
        var spec = pod.template().getSpec();
        return Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream());
    }

    private void container(String where, Thing thing, Container container, Set<String> volumes) {
        var limits = container.getResources() == null
                ? null
                : container.getResources().getLimits();
        var requests = container.getResources() == null
                ? null
                : container.getResources().getRequests();
        for (String resource : List.of("cpu", "memory")) {
            check(limits != null && limits.containsKey(resource), where, "has no limit of " + resource);
            check(requests != null && requests.containsKey(resource), where, "requests no " + resource);
        }
        var security = container.getSecurityContext();
        check(
                security != null && Boolean.FALSE.equals(security.getAllowPrivilegeEscalation()),
                where,
                "may escalate its privileges");
        check(security != null && !Boolean.TRUE.equals(security.getPrivileged()), where, "is privileged");
        check(
                security != null && Boolean.TRUE.equals(security.getReadOnlyRootFilesystem()),
                where,
                "may write to its image");
        check(
                security != null
                        && security.getCapabilities() != null
                        && security.getCapabilities().getDrop().contains("ALL")
                        && security.getCapabilities().getAdd().isEmpty(),
                where,
                "keeps capabilities");
        check(
                container.getImage() != null && container.getImage().matches(".+(:[^:/]+|@sha256:[0-9a-f]{64})"),
                where,
                "has an image without a version");
        check(
                container.getImage() == null || !container.getImage().endsWith(":latest"),
                where,
                "takes whatever is latest");
        container
                .getVolumeMounts()
                .forEach(mount -> check(
                        volumes.contains(mount.getName()),
                        where,
                        "mounts a volume that is not there: " + mount.getName()));
        container.getEnv().forEach(variable -> {
            check(
                    variable.getValue() == null
                            || !SECRET.matcher(variable.getName()).matches(),
                    where,
                    "has a secret in the open: " + variable.getName());
            var from = variable.getValueFrom();
            if (from != null && from.getSecretKeyRef() != null) {
                reference(thing, "Secret", from.getSecretKeyRef().getName());
            }
        });
        container.getEnvFrom().forEach(from -> {
            if (from.getConfigMapRef() != null) {
                reference(thing, "ConfigMap", from.getConfigMapRef().getName());
            }
        });
        var ports = new HashSet<String>();
        container.getPorts().forEach(port -> {
            ports.add(port.getName());
            ports.add(port.getContainerPort().toString());
        });
        Stream.of(container.getLivenessProbe(), container.getReadinessProbe(), container.getStartupProbe())
                .filter(probe -> probe != null)
                .forEach(probe -> probePort(probe)
                        .ifPresent(
                                port -> check(ports.contains(port), where, "probes a port that it has not: " + port)));
        if (thing.model() instanceof Deployment
                && container.getRestartPolicy() == null
                && !container.getPorts().isEmpty()) {
            check(container.getLivenessProbe() != null, where, "has no liveness probe");
            check(container.getReadinessProbe() != null, where, "has no readiness probe");
            check(container.getStartupProbe() != null, where, "has no startup probe");
        }
    }

    private static java.util.Optional<String> probePort(Probe probe) {
        IntOrString port = probe.getHttpGet() != null
                ? probe.getHttpGet().getPort()
                : probe.getTcpSocket() != null ? probe.getTcpSocket().getPort() : null;
        return java.util.Optional.ofNullable(port).map(Policies::text);
    }

    private static String text(IntOrString port) {
        return port.getStrVal() != null ? port.getStrVal() : port.getIntVal().toString();
    }

    private void reference(Object where, String kind, String name) {
        boolean there = rendered.find(kind, name).isPresent()
                || given.contains(kind + "/" + name)
                || kind.equals("Secret") && madeByAnOperator(name);
        check(there, where, "refers to what is neither there nor given: " + kind + "/" + name);
    }

    /** Secrets that CloudNativePG, Strimzi, External Secrets and cert-manager make of what is rendered. */
    private boolean madeByAnOperator(String secret) {
        return secret.endsWith("-app")
                        && rendered.find("Cluster", secret.substring(0, secret.length() - 4))
                                .isPresent()
                || rendered.find("KafkaUser", secret).isPresent()
                || secret.endsWith("-cluster-ca-cert")
                        && rendered.find("Kafka", secret.replace("-cluster-ca-cert", ""))
                                .isPresent()
                || rendered.all(Kinds.ExternalSecret.class)
                        .anyMatch(external -> external.spec().target().name().equals(secret));
    }

    private void secrets() {
        for (var thing : rendered.things()) {
            check(!thing.kind().equals("Secret"), thing, "is a secret in the chart: they are named, never rendered");
        }
        rendered.all(ConfigMap.class)
                .forEach(map -> map.getData()
                        .keySet()
                        .forEach(key -> check(
                                !SECRET.matcher(key).matches(),
                                "ConfigMap/" + map.getMetadata().getName(),
                                "has a secret in the open: " + key)));
    }

    static boolean matches(LabelSelector selector, Map<String, String> labels) {
        boolean exact = selector.getMatchLabels() == null
                || selector.getMatchLabels().entrySet().stream()
                        .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
        return exact
                && selector.getMatchExpressions().stream()
                        .allMatch(expression -> expression.getOperator().equals("In")
                                && expression.getValues().contains(labels.get(expression.getKey())));
    }

    List<Podlike> selected(Map<String, String> labels) {
        return rendered.pods().stream()
                .filter(pod -> pod.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    private void selectors() {
        rendered.all(Service.class).forEach(service -> {
            String where = "Service/" + service.getMetadata().getName();
            var pods = selected(service.getSpec().getSelector());
            check(pods.size() == 1, where, "selects " + pods);
            service.getSpec()
                    .getPorts()
                    .forEach(port -> check(
                            pods.stream().allMatch(pod -> hasPort(pod, text(port.getTargetPort()))),
                            where,
                            "leads to a port that its pods have not: " + text(port.getTargetPort())));
        });
        rendered.all(Deployment.class)
                .forEach(it -> own(
                        "Deployment/" + it.getMetadata().getName(),
                        it.getSpec().getSelector(),
                        it.getSpec().getTemplate().getMetadata().getLabels()));
        rendered.all(StatefulSet.class).forEach(it -> {
            String where = "StatefulSet/" + it.getMetadata().getName();
            own(
                    where,
                    it.getSpec().getSelector(),
                    it.getSpec().getTemplate().getMetadata().getLabels());
            reference(where, "Service", it.getSpec().getServiceName());
        });
        rendered.all(PodDisruptionBudget.class)
                .forEach(it -> check(
                        rendered.pods().stream()
                                .anyMatch(pod -> matches(it.getSpec().getSelector(), pod.labels())),
                        "PodDisruptionBudget/" + it.getMetadata().getName(),
                        "selects nothing"));
        rendered.all(ServiceMonitor.class).forEach(it -> {
            String where = "ServiceMonitor/" + it.getMetadata().getName();
            var services = rendered.all(Service.class)
                    .filter(service -> matches(
                            it.getSpec().getSelector(), service.getMetadata().getLabels()))
                    .toList();
            check(!services.isEmpty(), where, "selects nothing");
            it.getSpec()
                    .getEndpoints()
                    .forEach(endpoint -> check(
                            services.stream()
                                    .flatMap(service -> service.getSpec().getPorts().stream())
                                    .anyMatch(port -> port.getName().equals(endpoint.getPort())),
                            where,
                            "scrapes a port that is not there: " + endpoint.getPort()));
        });
    }

    private void own(String where, LabelSelector selector, Map<String, String> labels) {
        check(matches(selector, labels), where, "does not select its own pods");
        check(!selector.getMatchLabels().containsKey("app.kubernetes.io/version"), where, "selects by what changes");
    }

    static boolean hasPort(Podlike pod, String port) {
        return containers(pod)
                .flatMap(container -> container.getPorts().stream())
                .anyMatch(it -> port.equals(it.getName())
                        || port.equals(it.getContainerPort().toString()));
    }

    private void backends() {
        rendered.all(Ingress.class)
                .forEach(it -> it.getSpec().getRules().stream()
                        .flatMap(rule -> rule.getHttp().getPaths().stream())
                        .forEach(path -> backend(
                                "Ingress/" + it.getMetadata().getName(),
                                path.getBackend().getService().getName(),
                                path.getBackend().getService().getPort().getName())));
        rendered.all(HTTPRoute.class)
                .forEach(it -> it.getSpec().getRules().stream()
                        .flatMap(rule -> rule.getBackendRefs().stream())
                        .forEach(to -> backend(
                                "HTTPRoute/" + it.getMetadata().getName(),
                                to.getName(),
                                to.getPort().toString())));
    }

    private void backend(String where, String service, String port) {
        if (given.contains("Service/" + service)) {
            return;
        }
        check(
                rendered.all(Service.class)
                        .filter(it -> it.getMetadata().getName().equals(service))
                        .flatMap(it -> it.getSpec().getPorts().stream())
                        .anyMatch(it -> port.equals(it.getName())
                                || port.equals(it.getPort().toString())),
                where,
                "leads to what is not there: %s:%s".formatted(service, port));
    }

    private void scaling() {
        rendered.all(HorizontalPodAutoscaler.class)
                .forEach(it -> scales(
                        "HorizontalPodAutoscaler/" + it.getMetadata().getName(),
                        it.getSpec().getScaleTargetRef().getName()));
        rendered.all(Kinds.ScaledObject.class)
                .forEach(it -> scales(
                        "ScaledObject/" + it.metadata().getName(),
                        it.spec().scaleTargetRef().name()));
    }

    private void scales(String where, String deployment) {
        var target = rendered.find("Deployment", deployment);
        check(target.isPresent(), where, "scales what is not there: " + deployment);
        target.ifPresent(thing -> check(
                ((Deployment) thing.model()).getSpec().getReplicas() == null,
                where,
                "and the Deployment both say how many pods there are"));
    }

    private void network() {
        var policies = rendered.all(NetworkPolicy.class).toList();
        for (var pod : rendered.pods()) {
            check(
                    policies.stream()
                            .anyMatch(policy ->
                                    policy.getSpec().getPolicyTypes().containsAll(List.of("Ingress", "Egress"))
                                            && matches(policy.getSpec().getPodSelector(), pod.labels())),
                    pod.of(),
                    "has no NetworkPolicy for both ways");
        }
        for (var policy : policies) {
            var pods = rendered.pods().stream()
                    .filter(pod -> matches(policy.getSpec().getPodSelector(), pod.labels()))
                    .toList();
            check(
                    !pods.isEmpty() || policy.getMetadata().getName().endsWith("-deny-all"),
                    "NetworkPolicy/" + policy.getMetadata().getName(),
                    "selects nothing");
            policy.getSpec().getIngress().stream()
                    .flatMap(rule -> rule.getPorts().stream())
                    .map(port -> text(port.getPort()))
                    .filter(port -> !Set.of("4143", "15008").contains(port))
                    .forEach(port -> check(
                            pods.stream().anyMatch(pod -> hasPort(pod, port)),
                            "NetworkPolicy/" + policy.getMetadata().getName(),
                            "opens a port that no pod has: " + port));
        }
    }
}

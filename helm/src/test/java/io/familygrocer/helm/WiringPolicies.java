package io.familygrocer.helm;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
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

/** How the rendered objects find each other: every selector, port, route and target leads somewhere. */
final class WiringPolicies {

    private final Rendered rendered;
    private final Findings findings;

    WiringPolicies(Rendered rendered, Findings findings) {
        this.rendered = rendered;
        this.findings = findings;
    }

    void look() {
        selectors();
        backends();
        scaling();
        network();
    }

    static String text(IntOrString port) {
        return port.getStrVal() != null ? port.getStrVal() : port.getIntVal().toString();
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
            findings.check(pods.size() == 1, where, "selects " + pods);
            service.getSpec()
                    .getPorts()
                    .forEach(port -> findings.check(
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
            findings.reference(where, "Service", it.getSpec().getServiceName());
        });
        rendered.all(PodDisruptionBudget.class)
                .forEach(it -> findings.check(
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
            findings.check(!services.isEmpty(), where, "selects nothing");
            it.getSpec()
                    .getEndpoints()
                    .forEach(endpoint -> findings.check(
                            services.stream()
                                    .flatMap(service -> service.getSpec().getPorts().stream())
                                    .anyMatch(port -> port.getName().equals(endpoint.getPort())),
                            where,
                            "scrapes a port that is not there: " + endpoint.getPort()));
        });
    }

    private void own(String where, LabelSelector selector, Map<String, String> labels) {
        findings.check(matches(selector, labels), where, "does not select its own pods");
        findings.check(
                !selector.getMatchLabels().containsKey("app.kubernetes.io/version"), where, "selects by what changes");
    }

    static boolean hasPort(Podlike pod, String port) {
        return PodPolicies.containers(pod)
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
        if (findings.isGiven("Service", service)) {
            return;
        }
        findings.check(
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
        findings.check(target.isPresent(), where, "scales what is not there: " + deployment);
        target.ifPresent(thing -> findings.check(
                ((Deployment) thing.model()).getSpec().getReplicas() == null,
                where,
                "and the Deployment both say how many pods there are"));
    }

    private void network() {
        var policies = rendered.all(NetworkPolicy.class).toList();
        for (var pod : rendered.pods()) {
            findings.check(
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
            findings.check(
                    !pods.isEmpty() || policy.getMetadata().getName().endsWith("-deny-all"),
                    "NetworkPolicy/" + policy.getMetadata().getName(),
                    "selects nothing");
            policy.getSpec().getIngress().stream()
                    .flatMap(rule -> rule.getPorts().stream())
                    .map(port -> text(port.getPort()))
                    .filter(port -> !Set.of("4143", "15008").contains(port))
                    .forEach(port -> findings.check(
                            pods.stream().anyMatch(pod -> hasPort(pod, port)),
                            "NetworkPolicy/" + policy.getMetadata().getName(),
                            "opens a port that no pod has: " + port));
        }
    }
}

package io.familygrocer.helm;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;

import io.familygrocer.helm.Rendered.Podlike;
import io.familygrocer.helm.Rendered.Thing;

/** What every pod must keep: restricted, bounded, probed, and nothing named that is not there. */
final class PodPolicies {

    private final Findings findings;

    PodPolicies(Findings findings) {
        this.findings = findings;
    }

    void look(Podlike pod) {
        var where = pod.of();
        var spec = pod.template().getSpec();
        var security = spec.getSecurityContext();
        findings.check(security != null && Boolean.TRUE.equals(security.getRunAsNonRoot()), where, "may run as root");
        findings.check(
                security != null
                        && security.getSeccompProfile() != null
                        && "RuntimeDefault".equals(security.getSeccompProfile().getType()),
                where,
                "has no seccomp profile");
        findings.check(
                Boolean.FALSE.equals(spec.getAutomountServiceAccountToken()),
                where,
                "mounts a token of the cluster's API");
        findings.check(
                !Boolean.TRUE.equals(spec.getHostNetwork()) && !Boolean.TRUE.equals(spec.getHostPID()),
                where,
                "is in the host's");
        var volumes = volumes(pod);
        String account = spec.getServiceAccountName();
        if (account != null && !account.equals("default")) {
            findings.reference(where, "ServiceAccount", account);
        }
        containers(pod)
                .forEach(
                        container -> container(where + " container " + container.getName(), where, container, volumes));
    }

    private Set<String> volumes(Podlike pod) {
        var where = pod.of();
        var spec = pod.template().getSpec();
        var volumes = new HashSet<String>();
        spec.getVolumes().forEach(volume -> {
            volumes.add(volume.getName());
            findings.check(volume.getHostPath() == null, where, "mounts a path of the host");
            if (volume.getConfigMap() != null) {
                findings.reference(where, "ConfigMap", volume.getConfigMap().getName());
            }
            if (volume.getPersistentVolumeClaim() != null) {
                findings.reference(
                        where,
                        "PersistentVolumeClaim",
                        volume.getPersistentVolumeClaim().getClaimName());
            }
            if (volume.getSecret() != null) {
                findings.reference(where, "Secret", volume.getSecret().getSecretName());
            }
        });
        if (where.model() instanceof StatefulSet set) {
            set.getSpec()
                    .getVolumeClaimTemplates()
                    .forEach(claim -> volumes.add(claim.getMetadata().getName()));
        }
        return volumes;
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
            findings.check(limits != null && limits.containsKey(resource), where, "has no limit of " + resource);
            findings.check(requests != null && requests.containsKey(resource), where, "requests no " + resource);
        }
        security(where, container);
        image(where, container);
        container
                .getVolumeMounts()
                .forEach(mount -> findings.check(
                        volumes.contains(mount.getName()),
                        where,
                        "mounts a volume that is not there: " + mount.getName()));
        environment(where, thing, container);
        probes(where, thing, container);
    }

    private void security(String where, Container container) {
        var security = container.getSecurityContext();
        findings.check(
                security != null && Boolean.FALSE.equals(security.getAllowPrivilegeEscalation()),
                where,
                "may escalate its privileges");
        findings.check(security != null && !Boolean.TRUE.equals(security.getPrivileged()), where, "is privileged");
        findings.check(
                security != null && Boolean.TRUE.equals(security.getReadOnlyRootFilesystem()),
                where,
                "may write to its image");
        findings.check(
                security != null
                        && security.getCapabilities() != null
                        && security.getCapabilities().getDrop().contains("ALL")
                        && security.getCapabilities().getAdd().isEmpty(),
                where,
                "keeps capabilities");
    }

    private void image(String where, Container container) {
        findings.check(
                container.getImage() != null && container.getImage().matches(".+(:[^:/]+|@sha256:[0-9a-f]{64})"),
                where,
                "has an image without a version");
        findings.check(
                container.getImage() == null || !container.getImage().endsWith(":latest"),
                where,
                "takes whatever is latest");
    }

    private void environment(String where, Thing thing, Container container) {
        container.getEnv().forEach(variable -> {
            findings.check(
                    variable.getValue() == null
                            || !Policies.SECRET.matcher(variable.getName()).matches(),
                    where,
                    "has a secret in the open: " + variable.getName());
            var from = variable.getValueFrom();
            if (from != null && from.getSecretKeyRef() != null) {
                findings.reference(thing, "Secret", from.getSecretKeyRef().getName());
            }
        });
        container.getEnvFrom().forEach(from -> {
            if (from.getConfigMapRef() != null) {
                findings.reference(thing, "ConfigMap", from.getConfigMapRef().getName());
            }
        });
    }

    private void probes(String where, Thing thing, Container container) {
        var ports = new HashSet<String>();
        container.getPorts().forEach(port -> {
            ports.add(port.getName());
            ports.add(port.getContainerPort().toString());
        });
        Stream.of(container.getLivenessProbe(), container.getReadinessProbe(), container.getStartupProbe())
                .filter(probe -> probe != null)
                .forEach(probe -> probePort(probe)
                        .ifPresent(port ->
                                findings.check(ports.contains(port), where, "probes a port that it has not: " + port)));
        if (thing.model() instanceof Deployment
                && container.getRestartPolicy() == null
                && !container.getPorts().isEmpty()) {
            findings.check(container.getLivenessProbe() != null, where, "has no liveness probe");
            findings.check(container.getReadinessProbe() != null, where, "has no readiness probe");
            findings.check(container.getStartupProbe() != null, where, "has no startup probe");
        }
    }

    private static Optional<String> probePort(Probe probe) {
        var port = probe.getHttpGet() != null
                ? probe.getHttpGet().getPort()
                : probe.getTcpSocket() != null ? probe.getTcpSocket().getPort() : null;
        return Optional.ofNullable(port).map(WiringPolicies::text);
    }
}

package io.familygrocer.helm;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whatever the charts render is what Kubernetes knows, and keeps the policies. */
class ChartTest {

    static List<Matrix> matrix() {
        return Matrix.all();
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void whatIsRenderedKeepsThePolicies(Matrix values) {
        assertThat(Policies.violations(values.render(), Matrix.GIVEN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "family-grocer",
                "family-service",
                "list-service",
                "catalog-service",
                "notification-service",
                "gateway",
                "redis",
                "kafka"
            })
    void lintFindsNoFault(String chart) {
        var result = new Helm(Charts.built(chart)).lint().quiet().call();

        // What a chart alone lacks (a database's host) is refused on purpose; everything else is a fault.
        assertThat(result.getMessages()).noneMatch(line -> line.contains("[ERROR]") && !line.contains("is empty. "));
    }

    /** Each fault that a policy is there for, planted into what is sound. */
    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "no limit of memory",
                        "Deployment",
                        "list-service",
                        it -> object(it, "/spec/template/spec/containers/0/resources/limits")
                                .remove("memory")),
                fault(
                        "no limit of cpu",
                        "Deployment",
                        "list-service",
                        it -> object(it, "/spec/template/spec/initContainers/0/resources/limits")
                                .remove("cpu")),
                fault(
                        "is privileged",
                        "Deployment",
                        "list-service",
                        it -> object(it, "/spec/template/spec/containers/0/securityContext")
                                .put("privileged", true)),
                fault(
                        "may write to its image",
                        "Deployment",
                        "list-service",
                        it -> object(it, "/spec/template/spec/containers/0/securityContext")
                                .remove("readOnlyRootFilesystem")),
                fault(
                        "may run as root",
                        "Deployment",
                        "list-service",
                        it -> object(it, "/spec/template/spec/securityContext").put("runAsNonRoot", false)),
                fault(
                        "keeps capabilities",
                        "Job",
                        "list-service-migrate",
                        it -> object(it, "/spec/template/spec/containers/0/securityContext")
                                .remove("capabilities")),
                fault(
                        "a secret in the open",
                        "ConfigMap",
                        "list-service",
                        it -> object(it, "/data").put("QUARKUS_DATASOURCE_PASSWORD", "guess")),
                fault(
                        "neither there nor given",
                        "Deployment",
                        "list-service",
                        it -> object(it, "/spec/template/spec").put("serviceAccountName", "somebody")),
                fault(
                        "probes a port that it has not",
                        "Deployment",
                        "list-service",
                        it -> object(it, "/spec/template/spec/containers/0/readinessProbe/httpGet")
                                .put("port", "admin")),
                fault(
                        "has no liveness probe",
                        "Deployment",
                        "list-service",
                        it -> object(it, "/spec/template/spec/containers/0").remove("livenessProbe")),
                fault(
                        "leads to a port that its pods have not",
                        "Service",
                        "list-service",
                        it -> object(it, "/spec/ports/0").put("targetPort", "web")),
                fault(
                        "selects []",
                        "Service",
                        "list-service",
                        it -> object(it, "/spec/selector").put("app.kubernetes.io/name", "lists")),
                fault(
                        "does not select its own pods",
                        "Deployment",
                        "list-service",
                        it -> object(it, "/spec/selector/matchLabels").put("app.kubernetes.io/name", "lists")),
                fault(
                        "scales what is not there",
                        "HorizontalPodAutoscaler",
                        "list-service",
                        it -> object(it, "/spec/scaleTargetRef").put("name", "lists")),
                fault(
                        "both say how many pods",
                        "Deployment",
                        "list-service",
                        it -> object(it, "/spec").put("replicas", 2)),
                fault(
                        "has no NetworkPolicy",
                        "NetworkPolicy",
                        "list-service",
                        it -> object(it, "/spec/podSelector/matchLabels").put("app.kubernetes.io/name", "lists")),
                fault(
                        "opens a port that no pod has",
                        "NetworkPolicy",
                        "list-service",
                        it -> object(it, "/spec/ingress/0/ports/0").put("port", 8888)));
    }

    private static Arguments fault(String says, String kind, String name, Consumer<ObjectNode> plant) {
        return Arguments.of(says, kind, name, plant);
    }

    private static ObjectNode object(ObjectNode root, String path) {
        return (ObjectNode) root.at(path);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aPlantedFaultIsFound(String says, String kind, String name, Consumer<ObjectNode> plant) {
        var sound = Charts.render("list-service", "list-service", Matrix.alone("list-service"));

        var violations = Policies.violations(sound.change(kind, name, plant), Matrix.GIVEN);

        assertThat(violations).anyMatch(violation -> violation.contains(says));
    }

    @Test
    void anUnknownFieldFails() {
        var sound = Charts.render("list-service", "list-service", Matrix.alone("list-service"));

        assertThatThrownBy(() -> sound.change(
                        "Deployment",
                        "list-service",
                        it -> object(it, "/spec/template/spec").put("restartPolice", "Always")))
                .hasMessageContaining("restartPolice");
        assertThatThrownBy(() -> sound.change(
                        "ConfigMap", "list-service", it -> object(it, "/data").put("QUARKUS_HTTP_PORT", 8081)))
                .hasMessageContaining("Cannot coerce");
    }
}

package io.familygrocer.helm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import org.junit.jupiter.api.Test;

import io.familygrocer.helm.Rendered.Podlike;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may speak to whom, decided as Kubernetes does: what a policy of both ends allows. */
class NetworkTest {

    private final Rendered trial = Charts.example("trial");

    @Test
    void whoNeedsEachOtherReachesEachOther() {
        for (String service : List.of("family-service", "list-service", "catalog-service", "notification-service")) {
            int port = Map.of(
                            "family-service",
                            8083,
                            "list-service",
                            8081,
                            "catalog-service",
                            8082,
                            "notification-service",
                            8084)
                    .get(service);
            assertReaches("gateway", service, port, true);
            assertReaches(service, "family-service", 8083, true);
            assertReaches(service, service + "-db", 5432, true);
        }
        for (String service : List.of("family-service", "list-service", "catalog-service", "gateway")) {
            assertReaches(service, "redis", 6379, true);
        }
        assertReaches("redis", "redis", 6379, true);
        assertReaches("redis", "redis", 16379, true);
        assertReaches("redis-cluster-job", "redis", 6379, true);
        assertReaches("list-service-test", "list-service", 9081, true);
    }

    @Test
    void nobodyElseDoes() {
        assertReaches("gateway", "list-service-db", 5432, false);
        assertReaches("catalog-service", "list-service-db", 5432, false);
        assertReaches("list-service", "catalog-service", 8082, false);
        assertReaches("list-service", "gateway", 8080, false);
        assertReaches("notification-service", "redis", 6379, false);
        assertReaches("gateway", "list-service", 9081, false);
        assertReaches("list-service-test", "list-service", 8081, false);
        assertReaches("list-service", "redis", 16379, false);
    }

    private void assertReaches(String from, String to, int port, boolean allowed) {
        var source = pod(from);
        var target = pod(to);
        boolean out = policies(source).stream()
                .flatMap(policy -> policy.getSpec().getEgress().stream())
                .anyMatch(rule -> peer(rule.getTo(), target) && port(rule.getPorts(), port));
        boolean in = policies(target).stream()
                .flatMap(policy -> policy.getSpec().getIngress().stream())
                .anyMatch(rule -> peer(rule.getFrom(), source) && port(rule.getPorts(), port));

        assertThat(out && in)
                .as("%s to %s:%d (out %s, in %s)", from, to, port, out, in)
                .isEqualTo(allowed);
    }

    private Podlike pod(String name) {
        return trial.pods().stream()
                .filter(pod -> name.equals(pod.labels().get("app.kubernetes.io/name")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no pod of " + name));
    }

    private List<NetworkPolicy> policies(Podlike pod) {
        var selecting = new ArrayList<NetworkPolicy>();
        trial.all(NetworkPolicy.class)
                .filter(policy -> WiringPolicies.matches(policy.getSpec().getPodSelector(), pod.labels()))
                .forEach(selecting::add);
        assertThat(selecting).as("policies of %s", pod.of()).isNotEmpty();
        return selecting;
    }

    /** Pods of this namespace only; networks and other namespaces are others. */
    private static boolean peer(List<NetworkPolicyPeer> peers, Podlike pod) {
        return peers.stream()
                .anyMatch(peer -> peer.getPodSelector() != null
                        && peer.getNamespaceSelector() == null
                        && WiringPolicies.matches(peer.getPodSelector(), pod.labels()));
    }

    private static boolean port(List<NetworkPolicyPort> ports, int port) {
        return ports.stream().anyMatch(it -> it.getPort().getIntVal() == port);
    }
}

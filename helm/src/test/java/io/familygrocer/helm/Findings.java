package io.familygrocer.helm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is wrong with what was rendered, as far as it has been looked at. */
final class Findings {

    private final Rendered rendered;
    private final Set<String> given;
    private final List<String> violations = new ArrayList<>();

    /** @param given the Secrets and Services that whoever installs makes beforehand */
    Findings(Rendered rendered, Set<String> given) {
        this.rendered = rendered;
        this.given = given;
    }

    List<String> violations() {
        return violations;
    }

    boolean isGiven(String kind, String name) {
        return given.contains(kind + "/" + name);
    }

    void check(boolean kept, Object where, String rule) {
        if (!kept) {
            violations.add(where + ": " + rule);
        }
    }

    /** Whatever is named is rendered too, or given, or made by an operator. */
    void reference(Object where, String kind, String name) {
        boolean there = rendered.find(kind, name).isPresent()
                || isGiven(kind, name)
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
}

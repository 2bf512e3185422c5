package io.familygrocer.helm;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.ConfigMap;

/** What every rendered object must keep. Each rule answers with what breaks it, and says what is wrong. */
final class Policies {

    static final Pattern SECRET =
            Pattern.compile(".*(PASSWORD|SECRET|TOKEN|PRIVATE|CREDENTIAL|KEY_ENCRYPTION|SESSION_KEY).*");

    private final Rendered rendered;
    private final Findings findings;

    private Policies(Rendered rendered, Findings findings) {
        this.rendered = rendered;
        this.findings = findings;
    }

    /** All that is wrong; {@code given} are the Secrets and Services that whoever installs makes beforehand. */
    static List<String> violations(Rendered rendered, Set<String> given) {
        var findings = new Findings(rendered, given);
        var policies = new Policies(rendered, findings);
        policies.names();
        policies.secrets();
        rendered.pods().forEach(new PodPolicies(findings)::look);
        new WiringPolicies(rendered, findings).look();
        return findings.violations();
    }

    private void names() {
        var seen = new HashSet<String>();
        for (var thing : rendered.things()) {
            findings.check(seen.add(thing.toString()), thing, "is there twice");
            findings.check(thing.name().length() <= 63, thing, "has a name longer than 63");
            findings.check(
                    "grocer".equals(thing.json().at("/metadata/namespace").asText()),
                    thing,
                    "says no namespace, so it lands wherever kubectl happens to point");
        }
    }

    private void secrets() {
        for (var thing : rendered.things()) {
            findings.check(
                    !thing.kind().equals("Secret"), thing, "is a secret in the chart: they are named, never rendered");
        }
        rendered.all(ConfigMap.class)
                .forEach(map -> map.getData()
                        .keySet()
                        .forEach(key -> findings.check(
                                !SECRET.matcher(key).matches(),
                                "ConfigMap/" + map.getMetadata().getName(),
                                "has a secret in the open: " + key)));
    }
}

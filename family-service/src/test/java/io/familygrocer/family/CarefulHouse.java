package io.familygrocer.family;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** By invite, with confirmed addresses. */
public class CarefulHouse implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("grocer.family.registration", "invite", "grocer.family.confirm-email", "true");
    }
}

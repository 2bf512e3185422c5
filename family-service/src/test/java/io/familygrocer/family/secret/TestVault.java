package io.familygrocer.family.secret;

import io.familygrocer.family.FamilyConfig;

/** Vaults for tests without Quarkus. */
public final class TestVault {

    private TestVault() {}

    public static Vault of(FamilyConfig config) {
        return new Vault(config);
    }
}

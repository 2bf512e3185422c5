package io.familygrocer.list;

import org.junit.jupiter.api.Test;

import io.familygrocer.platform.testkit.HouseRules;

class ArchitectureTest {

    @Test
    void theHouseRulesHold() {
        HouseRules.check("io.familygrocer.list");
    }
}

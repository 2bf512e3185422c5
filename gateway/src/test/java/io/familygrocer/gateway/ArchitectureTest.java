package io.familygrocer.gateway;

import org.junit.jupiter.api.Test;

import io.familygrocer.platform.testkit.HouseRules;

class ArchitectureTest {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("io.familygrocer.gateway");
    }
}

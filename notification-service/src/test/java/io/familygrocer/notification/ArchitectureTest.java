package io.familygrocer.notification;

import org.junit.jupiter.api.Test;

import io.familygrocer.platform.testkit.HouseRules;

class ArchitectureTest {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("io.familygrocer.notification");
    }
}

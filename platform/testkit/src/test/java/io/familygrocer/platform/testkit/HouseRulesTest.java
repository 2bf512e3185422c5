package io.familygrocer.platform.testkit;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Shows that the rules bite: each package below {@code io.familygrocer.planted} is a small service that breaks one. */
class HouseRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cycle       | a feature must be readable by itself                       | Cycle detected
            http        | only *Resource knows HTTP                                  | PriceService.java
            repository  | a resource speaks to its service                           | PriceRepository
            entity      | entities are the database's form                           | returns the entity Price
            transaction | only *Service and *Consumer open transactions              | PriceKeeper.keep
            kafka       | Kafka types only in platform.events and *Consumer          | PriceWriter.message
            zone        | a server has no time zone                                  | PriceService.zone
            seed        | a native image is built with it                            | PriceService.RANDOM
            """)
    void aPlantedViolationFailsWithItsReasonAndItsPlace(String planted, String reason, String place) {
        String service = "io.familygrocer.planted." + planted;

        assertThatThrownBy(() -> HouseRules.check(service, classesOf(service)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(place);
    }

    @Test
    void aCleanServicePasses() {
        String service = "io.familygrocer.planted.clean";

        assertThatCode(() -> HouseRules.check(service, classesOf(service))).doesNotThrowAnyException();
    }

    /** Not vacuously: without classes each rule would hold. */
    private static JavaClasses classesOf(String service) {
        var classes = new ClassFileImporter().importPackages(service);
        assertThat(classes).isNotEmpty();
        return classes;
    }
}

package io.familygrocer.family.audit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.0/24",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:0:0:0:0:0/48",
        "::1, 0:0:0:0:0:0:0:0/48",
        "::ffff:203.0.113.77, 203.0.113.0/24",
        "example.org, unknown",
        "'', unknown"
    })
    void aHouseholdCanNotBeToldFromIt(String address, String network) {
        assertThat(Network.of(address)).isEqualTo(network);
    }
}

package io.familygrocer.family.throttle;

import java.io.IOException;
import java.util.Properties;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TrustedProxiesTest {

    /** Each request waited for a resolver that was asked for ":", because of a bare "::1". */
    @Test
    void areBlocksSoThatNoRequestWaitsForANameToBeResolved() throws IOException {
        var properties = new Properties();
        try (var file = getClass().getResourceAsStream("/application.properties")) {
            properties.load(file);
        }
        assertThat(properties.getProperty("quarkus.http.proxy.trusted-proxies").split(","))
                .isNotEmpty()
                .allMatch(block -> block.matches("[0-9a-f.:]+/\\d+"));
    }
}

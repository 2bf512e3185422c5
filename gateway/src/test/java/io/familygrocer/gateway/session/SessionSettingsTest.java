package io.familygrocer.gateway.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.familygrocer.gateway.config.GatewayConfig;
import io.familygrocer.gateway.config.TrafficConfig;
import io.familygrocer.gateway.route.RouteTable;

import static org.assertj.core.api.Assertions.assertThat;

class SessionSettingsTest {
    private static final Map<String, String> SOUND = Map.of(
            "upstreams.a", "http://a:1",
            "routes.auth.upstream", "a",
            "routes.auth.paths", "/api/auth",
            "session.key", "b25seS1mb3ItZGV2ZWxvcG1lbnQtYW5kLXRlc3RzISE=",
            "session.kinds.person.cookie", "grocer",
            "session.kinds.person.begin", "/api/auth/sign-in",
            "session.kinds.person.refresh", "/api/auth/refresh",
            "session.kinds.person.end", "/api/auth/sign-out");

    @Test
    void findsNothingWrongWithWhatIsSound() {
        assertThat(faults(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "session.key | c2hvcnQ= | GROCER_GATEWAY_SESSION_KEY is not 32 bytes long. | openssl rand",
                "session.kinds.person.cookie | Grocer! | kinds.person: its name and .cookie must be | small letters",
                "session.kinds.person.begin | sign-in | kinds.person.begin has sign-in; | a path is like",
                "session.kinds.person.refresh | /api/elsewhere | kinds.person.refresh=/api/elsewhere leads to no service; | use a path of a route",
                "session.kinds.person.end | /api/auth/* | kinds.person.end=/api/auth/* leads to no service; | use a path of a route",
                "session.kinds.person.idle | 400d | kinds.person.idle must be longer than nothing | no longer than .absolute",
                "session.kinds.person.ended-key | over | kinds.person.ended-key=over has no * | {*}:session-ended",
                "session.memory | -1S | session.memory and .redis-pause must not be negative | for example",
                "session.max-memory | 0 | session.max-memory and .answer-limit must be positive | for example",
                "session.repeat-window | 0S | session.repeat-window must be longer than nothing | for example 2M"
            })
    void namesAFaultAndItsFix(String setting, String value, String fault, String fix) {
        assertThat(faults(Map.of(setting, value)))
                .singleElement()
                .asString()
                .contains(fault)
                .contains(fix);
    }

    @Test
    void twoKindsDoNotShareACookie() {
        assertThat(faults(Map.of(
                        "session.kinds.guest.cookie", "grocer",
                        "session.kinds.guest.begin", "/api/auth/guest",
                        "session.kinds.guest.refresh", "/api/auth/refresh")))
                .singleElement()
                .asString()
                .contains("cookie=grocer is another kind's too; each needs its own");
    }

    private static List<String> faults(Map<String, String> changes) {
        var settings = new HashMap<String, String>();
        SOUND.forEach((name, value) -> settings.put("grocer.gateway." + name, value));
        changes.forEach((name, value) -> settings.put("grocer.gateway." + name, value));
        settings.put("grocer.gateway.security.content-security-policy", "none");
        var config = new SmallRyeConfigBuilder()
                .withConverter(java.time.Duration.class, 200, new DurationConverter())
                .withConverter(io.quarkus.runtime.configuration.MemorySize.class, 200, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withMapping(GatewayConfig.class)
                .withMapping(TrafficConfig.class)
                .withMapping(SessionConfig.class)
                .build();
        var faults = new ArrayList<String>();
        var routes = new RouteTable(
                config.getConfigMapping(GatewayConfig.class),
                config.getConfigMapping(TrafficConfig.class),
                null,
                faults);
        SessionSettings.check(config.getConfigMapping(SessionConfig.class), routes, faults);
        return faults;
    }
}

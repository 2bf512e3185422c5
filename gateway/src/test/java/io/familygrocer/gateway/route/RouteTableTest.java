package io.familygrocer.gateway.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import io.familygrocer.gateway.config.GatewayConfig;

import static org.assertj.core.api.Assertions.assertThat;

class RouteTableTest {
    @Test
    void findsTheLongestPrefixOfWholeSegments() {
        var table = table(Map.of(
                "upstreams.a", "http://a:1",
                "upstreams.b", "https://b",
                "routes.one.upstream", "a",
                "routes.one.paths", "/api/x,/api/x/y/z",
                "routes.two.upstream", "b",
                "routes.two.paths", "/api/x/y"));

        assertThat(table.find("/api/x/q", "").name()).isEqualTo("one");
        assertThat(table.find("/api/x/y", "").name()).isEqualTo("two");
        assertThat(table.find("/api/x/yy", "").name()).isEqualTo("one");
        assertThat(table.find("/api/x/y/z/1", "").name()).isEqualTo("one");
        assertThat(table.find("/api/xx", "")).isNull();
        assertThat(table.find("/api/x/y", "").upstream().name()).isEqualTo("b");
    }

    @Test
    void prefersTheRouteThatNamesTheHost() {
        var table = table(Map.of(
                "upstreams.a", "http://a:1",
                "routes.all.upstream", "a",
                "routes.all.paths", "/api/x",
                "routes.one.upstream", "a",
                "routes.one.paths", "/api/x",
                "routes.one.hosts", "One.example"));

        assertThat(table.find("/api/x", "one.example:8443").name()).isEqualTo("one");
        assertThat(table.find("/api/x", "[::1]:8443").name()).isEqualTo("all");
        assertThat(table.find("/api/x", "").name()).isEqualTo("all");
    }

    @Test
    void keepsWhatIsKnownAboutAServiceThatStays() {
        var settings = Map.of("upstreams.a", "http://a:1", "upstreams.b", "http://b:1");
        var before = table(settings);

        var after = new RouteTable(
                config(Map.of("upstreams.a", "http://a:1", "upstreams.b", "http://b:2")), before, faults());

        assertThat(after.upstreams().get(0)).isSameAs(before.upstreams().get(0));
        assertThat(after.upstreams().get(1)).isNotSameAs(before.upstreams().get(1));
    }

    @Test
    void namesEveryFaultAndItsFix() {
        var faulty = Map.of(
                "upstreams.a", "a:8081",
                "upstreams.b", "http://b/path",
                "upstreams.c", "http://c:1",
                "routes.one.upstream", "missing",
                "routes.one.paths", "/outside",
                "routes.two.upstream", "c",
                "routes.two.paths", "/api/t,/api/t",
                "routes.two.request-timeout", "0S");

        var faults = faults();
        new RouteTable(config(faulty), null, faults);

        assertThat(String.join("\n", faults))
                .contains("grocer.gateway.upstreams.a=a:8081 is not an address such as")
                .contains("grocer.gateway.upstreams.b=http://b/path must end after the port")
                .contains("set grocer.gateway.upstreams.missing=http://host:port, or use one of [c]")
                .contains("grocer.gateway.routes.one.paths has /outside; a path is like /api/things")
                .contains("grocer.gateway.routes.two.paths has /api/t, which route two has too")
                .contains("grocer.gateway.routes.two.request-timeout must be longer than nothing");
    }

    private static List<String> faults() {
        return new ArrayList<>();
    }

    private static RouteTable table(Map<String, String> settings) {
        var faults = faults();
        var table = new RouteTable(config(settings), null, faults);
        assertThat(faults).isEmpty();
        return table;
    }

    private static GatewayConfig config(Map<String, String> settings) {
        var values = new HashMap<String, String>();
        settings.forEach((key, value) -> values.put("grocer.gateway." + key, value));
        values.put("grocer.gateway.security.content-security-policy", "default-src 'self'");
        var config = new SmallRyeConfigBuilder()
                .withConverter(java.time.Duration.class, 200, new DurationConverter())
                .withConverter(io.quarkus.runtime.configuration.MemorySize.class, 200, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .withMapping(GatewayConfig.class)
                .build();
        return config.getConfigMapping(GatewayConfig.class);
    }
}

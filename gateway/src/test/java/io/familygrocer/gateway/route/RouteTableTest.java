package io.familygrocer.gateway.route;

import java.util.HashMap;
import java.util.Map;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import io.familygrocer.gateway.config.GatewayConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

        assertThat(table.find("/api/x/q").orElseThrow().name()).isEqualTo("one");
        assertThat(table.find("/api/x/y").orElseThrow().name()).isEqualTo("two");
        assertThat(table.find("/api/x/yy").orElseThrow().name()).isEqualTo("one");
        assertThat(table.find("/api/x/y/z/1").orElseThrow().name()).isEqualTo("one");
        assertThat(table.find("/api/xx")).isEmpty();
        assertThat(table.find("/api/x/y").orElseThrow().upstream()).isEqualTo(new Upstream("b", "b", 443, true, "/"));
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

        assertThatThrownBy(() -> table(faulty))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("grocer.gateway.upstreams.a=a:8081 is not an address such as")
                .hasMessageContaining("grocer.gateway.upstreams.b=http://b/path must end after the port")
                .hasMessageContaining("set grocer.gateway.upstreams.missing=http://host:port, or use one of [c]")
                .hasMessageContaining("grocer.gateway.routes.one.paths has /outside; a path is like /api/things")
                .hasMessageContaining("grocer.gateway.routes.two.paths has /api/t, which route two has too")
                .hasMessageContaining("grocer.gateway.routes.two.request-timeout must be longer than nothing");
    }

    private static RouteTable table(Map<String, String> settings) {
        var values = new HashMap<String, String>();
        settings.forEach((key, value) -> values.put("grocer.gateway." + key, value));
        values.put("grocer.gateway.security.content-security-policy", "default-src 'self'");
        var config = new SmallRyeConfigBuilder()
                .withConverter(java.time.Duration.class, 200, new DurationConverter())
                .withConverter(io.quarkus.runtime.configuration.MemorySize.class, 200, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .withMapping(GatewayConfig.class)
                .build();
        return new RouteTable(config.getConfigMapping(GatewayConfig.class));
    }
}

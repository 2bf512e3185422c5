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
import io.familygrocer.gateway.config.TrafficConfig;

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

        var after = of(Map.of("upstreams.a", "http://a:1", "upstreams.b", "http://b:2"), before, faults());

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
        of(faulty, null, faults);

        assertThat(String.join("\n", faults))
                .contains("grocer.gateway.upstreams.a=a:8081 is not an address such as")
                .contains("grocer.gateway.upstreams.b=http://b/path must end after the port")
                .contains("set grocer.gateway.upstreams.missing=http://host:port, or use one of [c]")
                .contains("grocer.gateway.routes.one.paths has /outside; a path is like /api/things")
                .contains("grocer.gateway.routes.two.paths has /api/t, which route two has too")
                .contains("grocer.gateway.routes.two.request-timeout must be longer than nothing");
    }

    @Test
    void makesAnotherServiceOfOneWithOtherPolicies() {
        var settings = new HashMap<>(Map.of("upstreams.a", "http://a:1"));
        var before = table(settings);
        settings.put("breaker.failures", "7");

        assertThat(of(settings, before, faults()).upstreams().getFirst())
                .isNotSameAs(before.upstreams().getFirst());
    }

    @Test
    void givesEachVersionItsShareAndKeepsWhoeverHasOneWhenItGrows() {
        var small = versions("20");
        var larger = versions("30");
        int next = 0;
        for (int at = 0; at < 10_000; at++) {
            var family = "family-" + at;
            boolean has = small.of("a", family).name().equals("next");
            next += has ? 1 : 0;
            if (has) {
                assertThat(larger.of("a", family).name()).isEqualTo("next");
            }
        }
        assertThat(next).isBetween(1850, 2150);
    }

    @Test
    void namesEveryFaultOfVersions() {
        var faults = faults();
        of(
                Map.of(
                        "upstreams.a", "http://a:1",
                        "traffic.services.b.sticky", "address",
                        "traffic.services.a.sticky", "moon",
                        "traffic.services.a.serves", "green",
                        "traffic.services.a.versions.next.upstream", "c",
                        "traffic.services.a.versions.next.percent", "120",
                        "traffic.services.a.mirror.upstream", "d"),
                null,
                faults);

        assertThat(String.join("\n", faults))
                .contains("grocer.gateway.traffic.services.b names no upstream; use one of [a]")
                .contains("services.a.sticky=moon must be claim:NAME, header:NAME or address")
                .contains("services.a.serves=green is no version; use stable or one of [next]")
                .contains("services.a.versions.next.upstream=c names no upstream that works")
                .contains("services.a.versions.next.percent=120 must be 0 to 100")
                .contains("services.a.mirror.upstream=d names no upstream that works");
    }

    private static Versions versions(String percent) {
        var settings = new HashMap<String, String>();
        settings.put("upstreams.a", "http://a:1");
        settings.put("upstreams.n", "http://n:1");
        settings.put("routes.one.upstream", "a");
        settings.put("routes.one.paths", "/api/x");
        settings.put("traffic.services.a.versions.next.upstream", "n");
        settings.put("traffic.services.a.versions.next.percent", percent);
        return table(settings).find("/api/x", "").versions();
    }

    private static List<String> faults() {
        return new ArrayList<>();
    }

    private static RouteTable table(Map<String, String> settings) {
        var faults = faults();
        var table = of(settings, null, faults);
        assertThat(faults).isEmpty();
        return table;
    }

    private static RouteTable of(Map<String, String> settings, RouteTable before, List<String> faults) {
        var values = new HashMap<String, String>();
        settings.forEach((key, value) -> values.put("grocer.gateway." + key, value));
        values.put("grocer.gateway.security.content-security-policy", "default-src 'self'");
        var config = new SmallRyeConfigBuilder()
                .withConverter(java.time.Duration.class, 200, new DurationConverter())
                .withConverter(io.quarkus.runtime.configuration.MemorySize.class, 200, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .withMapping(GatewayConfig.class)
                .withMapping(TrafficConfig.class)
                .build();
        return new RouteTable(
                config.getConfigMapping(GatewayConfig.class),
                config.getConfigMapping(TrafficConfig.class),
                before,
                faults);
    }
}

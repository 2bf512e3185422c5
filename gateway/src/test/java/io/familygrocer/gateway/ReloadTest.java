package io.familygrocer.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway whose configuration changes while it serves. */
@QuarkusTest
@WithTestResource(Reloadable.class)
class ReloadTest {
    @ConfigProperty(name = Peers.URL)
    URI base;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    private Browser browser;
    private Path file;
    private String path;

    @BeforeEach
    void open() throws IOException {
        browser = new Browser(base);
        // Another one each time: what is seen there is not of the test before.
        path = "/api/extra-" + UUID.randomUUID();
        file = Path.of(ConfigProvider.getConfig().getValue(Reloadable.FILE, String.class));
        Reloadable.write(file, path, "list");
        awaitService("list");
    }

    @Test
    void putsAnotherRouteInForceWhileItServes() throws IOException {
        Reloadable.write(file, path, "catalog");

        awaitService("catalog");
    }

    @Test
    void putsAnotherLimitInForce() throws IOException {
        Reloadable.write(
                file,
                path,
                "list",
                "grocer.gateway.limits.few.key=address",
                "grocer.gateway.limits.few.requests=1",
                "grocer.gateway.limits.few.per=3600S",
                "grocer.gateway.routes.extra.limits=few");

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> browser.get(path).statusCode() == 429);
    }

    @Test
    void switchesFromOneVersionToAnotherAndBack() throws IOException {
        var versions = new String[] {
            "grocer.gateway.upstreams.blue=${grocer.gateway.upstreams.list}",
            "grocer.gateway.traffic.services.blue.versions.green.upstream=catalog",
            "grocer.gateway.traffic.services.blue.serves=green"
        };
        Reloadable.write(file, path, "blue", versions);
        awaitService("catalog");

        versions[2] = "grocer.gateway.traffic.services.blue.serves=stable";
        Reloadable.write(file, path, "blue", versions);
        awaitService("list");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grocer.gateway.routes.extra.request-timeout=0S",
                "grocer.gateway.routes.extra.body-limit=many",
                "grocer.gateway.routes.extra.limits=missing",
                "grocer.gateway.routes.extra.bodylimit=2M",
                "grocer.gateway.upstreams.list=nowhere",
                "grocer.gateway.session.kinds.person.idle=0S",
                "grocer.gateway.session.clear-txt=true",
                "grocer.gateway.cors.origins=https://app.example.org/path",
                "grocer.gateway.cors.max-age=soon",
                "grocer.gateway.web-sockets.idle-timeout=0S",
                "grocer.gateway.openapi.path=q/openapi"
            })
    void keepsWhatIsInForceWhereTheNewHasAFault(String fault) throws IOException {
        double before = refused();

        Reloadable.write(file, path, "catalog", fault);

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> refused() > before);
        assertThat(browser.json(path).getString("service")).isEqualTo("list");

        Reloadable.write(file, path, "catalog");
        awaitService("catalog");
    }

    private void awaitService(String name) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .until(() -> name.equals(browser.json(path).getString("service")));
    }

    /** How often, in all: the gauge would be that of an earlier gateway of this process. */
    private double refused() {
        return new Browser(metrics)
                .get(metrics.getPath())
                .body()
                .lines()
                .filter(line -> line.startsWith("grocer_gateway_reloads_total") && line.contains("refused"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}

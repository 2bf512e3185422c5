package io.familygrocer.gateway;

import java.net.URI;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged gateway starts by itself, with no service up; also the training run of its AOT cache. */
@QuarkusIntegrationTest
class GatewayIT {
    @TestHTTPResource("/")
    URI base;

    @Test
    void servesTheWebClientAndItsOwnStatus() {
        var browser = new Browser(base);

        var page = browser.get("/join/AB12CD34");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<script type=\"module\"");
        assertThat(browser.json("/api/status").getString("name")).isEqualTo("gateway");
        assertThat(browser.get("/api/lists").statusCode()).isEqualTo(502);
    }
}

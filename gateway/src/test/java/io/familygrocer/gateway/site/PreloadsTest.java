package io.familygrocer.gateway.site;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class PreloadsTest {
    @Test
    void namesScriptsAndStylesAsThePageFetchesThem() {
        var links = of("""
                <head>
                  <link rel="icon" href="/icon.svg" type="image/svg+xml" />
                  <script type="module" crossorigin src="/assets/index-abc.js"></script>
                  <script src="/assets/old.js"></script>
                  <link rel="stylesheet" crossorigin href="/assets/index-def.css">
                </head>
                """);

        assertThat(links)
                .isEqualTo("</assets/index-abc.js>; rel=preload; as=script; crossorigin, "
                        + "</assets/old.js>; rel=preload; as=script, "
                        + "</assets/index-def.css>; rel=preload; as=style; crossorigin");
    }

    @Test
    void namesNothingOfOtherSites() {
        assertThat(of("""
                <script src="https://cdn.example/x.js"></script>
                <script src="//cdn.example/x.js"></script>
                <link rel="stylesheet" href="data:text/css,x">
                """)).isNull();
    }

    @Test
    void aPageWithoutAnyHasNone() {
        assertThat(of("<html><script>1</script></html>")).isNull();
    }

    private static String of(String page) {
        return Preloads.of(page.getBytes(UTF_8));
    }
}

package io.familygrocer.e2e;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.UUID;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.familygrocer.e2e.Screen.button;
import static io.familygrocer.e2e.Screen.patiently;
import static org.assertj.core.api.Assertions.assertThat;

/** A browser's session is where no script of a page can read it. */
class SessionJourneyTest {

    private static final String COOKIE = "__Host-grocer";

    private static Browsers browsers;

    @BeforeAll
    static void openBrowsers() {
        browsers = Browsers.open();
    }

    @AfterAll
    static void closeBrowsers() {
        browsers.close();
    }

    @Test
    void tabsShareOneSessionThatScriptsCanNotReadAndEndItTogether() {
        var tab = browsers.person();
        try {
            tab.navigate("/");
            Screen.register(tab, "Dora");
            assertThat(tab.getByLabel("Family name")).isVisible(patiently());

            var cookie = cookie(tab).orElseThrow();
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.secure).isTrue();
            assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);
            assertThat(whatScriptsSee(tab))
                    .contains("Dora")
                    .doesNotContain("oken")
                    .doesNotContain(COOKIE);

            var other = tab.context().newPage();
            other.navigate("/account");
            assertThat(other.getByTestId("session")).hasCount(1);
            button(other, "Sign out").click();
            assertThat(tab.getByLabel("E-mail")).isVisible();
            assertThat(cookie(tab)).isEmpty();
        } finally {
            browsers.keep(tab.context(), "session");
        }
    }

    @Test
    void whoWasSignedInBeforeThereWereCookiesStaysSignedIn() {
        var page = browsers.person();
        try {
            page.navigate("/");
            page.evaluate("session => localStorage.setItem('family-grocer.session', session)", tokensOfBefore());
            page.reload();

            assertThat(page.getByLabel("Family name")).isVisible(patiently());

            assertThat(cookie(page)).isPresent();
            assertThat(whatScriptsSee(page)).contains("Erik").doesNotContain("oken");
            page.reload();
            assertThat(page.getByLabel("Family name")).isVisible(patiently());
        } finally {
            browsers.keep(page.context(), "session-before");
        }
    }

    /** The answer to a sign-up as pages used to keep it. */
    private static String tokensOfBefore() {
        var api = new Api(Stack.get().gateway());
        var request = api.request("/api/auth/register")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"email": "erik-%s@example.org", "password": "%s", "displayName": "Erik"}""".formatted(UUID.randomUUID(), Screen.PASSWORD)));
        return api.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private static Optional<Cookie> cookie(Page page) {
        return page.context().cookies().stream()
                .filter(cookie -> cookie.name.equals(COOKIE))
                .findFirst();
    }

    private static String whatScriptsSee(Page page) {
        return page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie")
                .toString();
    }
}

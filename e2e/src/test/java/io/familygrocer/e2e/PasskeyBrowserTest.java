package io.familygrocer.e2e;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A passkey by a browser's own WebAuthn and its virtual authenticator, through the front door. */
class PasskeyBrowserTest {

    /** What a client does: the browser reads our options and writes the answers; nothing here knows what is in them. */
    private static final String CLIENT = """
            async ({ email }) => {
              const call = async (path, body, token) => {
                const answer = await fetch(path, {
                  method: 'POST',
                  headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
                  body: body && JSON.stringify(body),
                });
                if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
                return answer.json();
              };
              const person = { email, password: 'correct horse battery staple', displayName: 'Anna' };
              const registered = await call('/api/auth/register', person);
              const asked = await call('/api/passkeys/registration-options', undefined, registered.accessToken);
              const made = await navigator.credentials.create({
                publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked),
              });
              const passkey = await call(
                '/api/passkeys',
                { name: 'Browser', credential: made.toJSON() },
                registered.accessToken,
              );
              const challenge = await call('/api/auth/passkey/options');
              const used = await navigator.credentials.get({
                publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(challenge),
              });
              const session = await call('/api/auth/passkey/sign-in', used.toJSON());
              const claims = JSON.parse(atob(session.accessToken.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')));
              return {
                same: session.personId === registered.personId,
                synced: passkey.synced,
                amr: claims.amr.toSorted().join(' '),
              };
            }""";

    private static Browsers browsers;

    @BeforeAll
    static void open() {
        browsers = Browsers.open();
    }

    @AfterAll
    static void close() {
        browsers.close();
    }

    @Test
    void aBrowserMakesAPasskeyAndSignsInByIt() {
        var anna = browsers.person();
        try {
            serveAtPublicAddress(anna);
            addAuthenticator(anna);
            anna.navigate("http://localhost:8080/");

            var result = anna.evaluate(CLIENT, Map.of("email", "anna-%s@example.org".formatted(UUID.randomUUID())));

            assertThat(result).isEqualTo(Map.of("same", true, "synced", false, "amr", "hwk mfa"));
        } finally {
            browsers.keep(anna.context(), "passkey");
        }
    }

    /** The same by the pages of the web client, which has its own way to and from the JSON forms. */
    @Test
    void anAccountGetsAPasskeyAndIsSignedInByItAlone() {
        var anna = browsers.person();
        try {
            serveAtPublicAddress(anna);
            addAuthenticator(anna);
            anna.navigate("http://localhost:8080/");
            Screen.register(anna, "Anna");
            assertThat(anna.getByLabel("Family name")).isVisible();
            anna.navigate("http://localhost:8080/account");
            anna.getByText("Add passkey").first().click();
            anna.getByLabel("Name of the passkey").fill("My phone");
            Screen.button(anna, "Add passkey").click();
            assertThat(anna.getByTestId("passkey")).containsText("My phone");

            Screen.button(anna, "Sign out").click();
            Screen.button(anna, "Sign in with a passkey").click();

            assertThat(anna.getByText("Hello, Anna")).isVisible();
        } finally {
            browsers.keep(anna.context(), "passkey-pages");
        }
    }

    /** The stack is on any free port; passkeys are for the address that the family uses. */
    private static void serveAtPublicAddress(Page page) {
        page.route("http://localhost:8080/**", route -> {
            String path = route.request().url().substring("http://localhost:8080".length());
            // The gateway has another address here than the page thinks, so that they would not fit.
            var headers = new HashMap<>(route.request().headers());
            headers.remove("origin");
            var answer = route.fetch(new Route.FetchOptions()
                    .setUrl(Stack.get().gateway() + path)
                    .setHeaders(headers));
            route.fulfill(new Route.FulfillOptions().setResponse(answer));
        });
    }

    private static void addAuthenticator(Page page) {
        CDPSession chromium = page.context().newCDPSession(page);
        chromium.send("WebAuthn.enable");
        var kind = new JsonObject();
        kind.addProperty("protocol", "ctap2");
        kind.addProperty("transport", "internal");
        kind.addProperty("hasResidentKey", true);
        kind.addProperty("hasUserVerification", true);
        kind.addProperty("isUserVerified", true);
        kind.addProperty("automaticPresenceSimulation", true);
        var options = new JsonObject();
        options.add("options", kind);
        chromium.send("WebAuthn.addVirtualAuthenticator", options);
    }
}

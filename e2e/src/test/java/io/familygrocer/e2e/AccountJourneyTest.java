package io.familygrocer.e2e;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.familygrocer.e2e.Screen.PASSWORD;

/** Somebody sees to their account, and signs in again by two steps. */
class AccountJourneyTest {

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
    void aSecondStepAndARecoveryCodeSignIn() {
        var phone = browsers.person();
        var laptop = browsers.person();
        try {
            phone.navigate("/");
            String email = Screen.register(phone, "Carla");
            assertThat(phone.getByLabel("Family name")).isVisible();
            phone.navigate("/account");
            phone.getByLabel("Name", new Page.GetByLabelOptions().setExact(true))
                    .fill("Carla Oak");
            buttonIn(section(phone, "You"), "Save").click();
            assertThat(phone.getByText("Saved").first()).isVisible();

            String code = turnsOnTheSecondStep(phone);
            signsIn(laptop, email, code);

            laptop.navigate("/account");
            assertThat(laptop.getByTestId("session")).hasCount(2);
            buttonIn(section(laptop, "Security log"), "Show log").click();
            assertThat(laptop.getByTestId("audit-entry").filter(having("Recovery code used")))
                    .hasCount(1);
            browsers.picture(laptop, "account-2-devices");
        } finally {
            browsers.keep(phone.context(), "account-phone");
            browsers.keep(laptop.context(), "account-laptop");
        }
    }

    /** Gives one of the recovery codes. */
    private static String turnsOnTheSecondStep(Page page) {
        var steps = section(page, "Sign-in in two steps");
        steps.locator("summary").filter(having("Turn on")).click();
        steps.getByLabel("Current password").fill(PASSWORD);
        buttonIn(steps, "Turn on").click();
        String secret = page.getByTestId("second-factor-secret").textContent();
        steps.getByLabel("Code", new Locator.GetByLabelOptions().setExact(true)).fill(totp(secret));
        buttonIn(steps, "Confirm").click();
        String code = page.getByTestId("recovery-codes").locator("li").first().textContent();
        browsers.picture(page, "account-1-codes");
        buttonIn(steps, "I have kept them").click();
        assertThat(steps).containsText("10 recovery codes left");
        return code;
    }

    private static void signsIn(Page page, String email, String code) {
        page.navigate("/");
        Screen.button(page, "Sign in").click();
        page.getByLabel("E-mail").fill(email);
        page.getByLabel("Password").fill(PASSWORD);
        Screen.button(page, "Sign in").click();
        page.getByTestId("second-factor-code").fill("000000");
        Screen.button(page, "Confirm").click();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        page.getByTestId("second-factor-code").fill(code);
        Screen.button(page, "Confirm").click();
        assertThat(page.getByText("Hello, Carla Oak")).isVisible();
    }

    private static Locator section(Page page, String title) {
        return page.getByLabel(title, new Page.GetByLabelOptions().setExact(true));
    }

    private static Locator buttonIn(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    /** RFC 6238 with its defaults. */
    private static String totp(String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(base32(secret), "HmacSHA1"));
            long step = Clock.systemUTC().instant().getEpochSecond() / 30;
            var hash = ByteBuffer.wrap(
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array()));
            int number = hash.getInt(hash.get(19) & 0xf) & Integer.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] base32(String text) {
        var bytes = ByteBuffer.allocate(text.length() * 5 / 8);
        int bits = 0;
        int left = 0;
        for (char letter : text.replace(" ", "").replace("=", "").toCharArray()) {
            bits = bits << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
            left += 5;
            if (left >= 8) {
                left -= 8;
                bytes.put((byte) (bits >> left));
            }
        }
        return bytes.array();
    }
}

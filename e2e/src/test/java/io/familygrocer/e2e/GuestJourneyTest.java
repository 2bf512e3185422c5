package io.familygrocer.e2e;

import java.net.URI;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.familygrocer.e2e.Screen.add;
import static io.familygrocer.e2e.Screen.button;
import static io.familygrocer.e2e.Screen.item;
import static io.familygrocer.e2e.Screen.open;
import static io.familygrocer.e2e.Screen.patiently;

/** Somebody without an account sees to one list. */
class GuestJourneyTest {

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
    void aVisitorChecksThingsOffUntilThePassIsWithdrawn() {
        var anna = browsers.person();
        var visitor = browsers.person();
        try {
            String list = Screen.settle(anna, "Anna", "The Elms", "Party");
            open(anna, list);
            add(anna, "crisps");
            String link = annaIssuesAPass(anna);

            visitorOpensTheList(visitor, link);
            item(visitor, "crisps").getByTestId("item-check").check();
            open(anna, list);
            anna.getByTestId("checked-section").locator("summary").click();
            assertThat(item(anna, "crisps")).isVisible(patiently());

            anna.navigate("/family");
            button(anna, "Withdraw the guest pass for Babysitter").click();
            assertThat(anna.getByTestId("guest-pass")).hasCount(0);
            assertThat(visitor.getByText("This guest pass is over").first()).isVisible(patiently());
            browsers.picture(visitor, "guest-3-over");
        } finally {
            browsers.keep(anna.context(), "guest-anna");
            browsers.keep(visitor.context(), "guest-visitor");
        }
    }

    private static String annaIssuesAPass(Page anna) {
        anna.navigate("/family");
        anna.getByText("New guest pass").click();
        anna.getByLabel("For whom").fill("Babysitter");
        button(anna, "Issue pass").click();
        browsers.picture(anna, "guest-1-issued");
        return anna.getByTestId("guest-link").inputValue();
    }

    private static void visitorOpensTheList(Page visitor, String link) {
        // The stack is on any free port; the link names the address that the family uses.
        visitor.navigate(URI.create(link).getPath());
        button(visitor, "Open the list").click();
        assertThat(item(visitor, "crisps")).isVisible(patiently());
        // A pass to check is not one to add.
        assertThat(visitor.getByTestId("add-item")).hasCount(0);
        assertThat(item(visitor, "crisps").getByTestId("item-remove")).hasCount(0);
        browsers.picture(visitor, "guest-2-list");
    }
}

package io.familygrocer.e2e;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.familygrocer.e2e.Screen.add;
import static io.familygrocer.e2e.Screen.button;
import static io.familygrocer.e2e.Screen.item;
import static io.familygrocer.e2e.Screen.open;
import static io.familygrocer.e2e.Screen.patiently;
import static io.familygrocer.e2e.Screen.register;
import static org.assertj.core.api.Assertions.assertThat;

/** The main job in two browsers. */
class BrowserJourneyTest {

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
    void aFamilySharesAList() {
        var anna = browsers.person();
        var ben = browsers.person();
        try {
            String list = annaMakesAFamilyAndAList(anna);
            benJoins(ben, annaInvites(anna));
            open(anna, list);
            open(ben, list);
            anAddIsSeenAndFindsItsAisle(anna, ben);
            aCheckIsSeen(anna, ben);
            benIsTold(anna, ben);
            whatIsDoneOfflineArrivesLater(anna, ben);
        } finally {
            browsers.keep(anna.context(), "anna");
            browsers.keep(ben.context(), "ben");
        }
    }

    private static String annaMakesAFamilyAndAList(Page anna) {
        anna.navigate("/");
        browsers.picture(anna, "1-welcome");
        register(anna, "Anna");
        anna.getByLabel("Family name").fill("The Oaks");
        button(anna, "Create family").click();
        anna.getByTestId("new-list-name").fill("Weekly shop");
        anna.getByTestId("new-list-name").press("Enter");
        var link = anna.getByTestId("list-link");
        assertThat(link).containsText("Weekly shop");
        browsers.picture(anna, "2-lists");
        return link.getAttribute("href");
    }

    private static String annaInvites(Page anna) {
        anna.navigate("/family");
        button(anna, "Create invite").click();
        String link = anna.getByTestId("invite-link").inputValue();
        assertThat(anna.getByTestId("invite-code")).hasText(Pattern.compile("\\S{8}"));
        browsers.picture(anna, "3-invite");
        return link;
    }

    private static void benJoins(Page ben, String link) {
        // The stack is on any free port; the link names the address that the family uses.
        ben.navigate(URI.create(link).getPath());
        assertThat(ben.getByRole(AriaRole.HEADING, heading("Join The Oaks"))).isVisible();
        browsers.picture(ben, "4-join");
        register(ben, "Ben");
        button(ben, "Join").click();
        assertThat(ben.getByTestId("list-link")).containsText("Weekly shop");
    }

    private static void anAddIsSeenAndFindsItsAisle(Page anna, Page ben) {
        add(anna, "warm-up");
        assertThat(item(ben, "warm-up")).isVisible();

        var delays = Stream.of("oat milk", "rice", "tea")
                .map(name -> seenAfter(anna, ben, name))
                .toList();
        assertThat(Stack.median(delays)).isLessThan(Duration.ofSeconds(2));

        var aisle = ben.locator("section")
                .filter(new Locator.FilterOptions()
                        .setHas(ben.getByTestId("category-heading")
                                .filter(new Locator.FilterOptions().setHasText("Dairy alternatives"))));
        assertThat(aisle.locator("[data-item-name='oat milk']")).isVisible(patiently());
        browsers.picture(ben, "5-aisle");
    }

    private static Duration seenAfter(Page anna, Page ben, String name) {
        long start = System.nanoTime();
        add(anna, name);
        item(ben, name).waitFor();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void aCheckIsSeen(Page anna, Page ben) {
        item(ben, "oat milk").getByTestId("item-check").check();
        var basket = anna.getByTestId("checked-section");
        assertThat(basket).isVisible();
        basket.locator("summary").click();
        assertThat(basket.locator("[data-item-name='oat milk']").getByTestId("item-check"))
                .isChecked();
        browsers.picture(anna, "6-checked");
    }

    private static void benIsTold(Page anna, Page ben) {
        assertThat(ben.getByTestId("inbox-badge")).isVisible(patiently());
        String list = ben.url();
        Stack.eventually("an entry about it").pollInSameThread().until(() -> {
            ben.navigate("/inbox");
            return ben.getByTestId("inbox-entry").first().textContent().contains("oat milk");
        });
        browsers.picture(ben, "7-inbox");
        ben.navigate(list);
        assertThat(anna.getByTestId("inbox-badge")).isHidden();
    }

    private static void whatIsDoneOfflineArrivesLater(Page anna, Page ben) {
        // The shell is kept by the service worker, which has to be there first.
        anna.evaluate("navigator.serviceWorker.ready.then(() => true)");
        anna.reload();
        assertThat(item(anna, "warm-up")).isVisible();
        anna.context().setOffline(true);
        assertThat(anna.getByTestId("sync-state")).hasAttribute("data-state", "offline");
        add(anna, "batteries");
        anna.reload();
        assertThat(item(anna, "batteries")).isVisible();
        browsers.picture(anna, "8-offline");
        add(ben, "candles");

        anna.context().setOffline(false);

        assertThat(item(ben, "batteries")).isVisible(patiently());
        assertThat(item(anna, "candles")).isVisible(patiently());
        assertThat(anna.getByTestId("sync-state")).hasAttribute("data-state", "synced");
        assertThat(item(ben, "batteries")).hasCount(1);
    }

    private static Page.GetByRoleOptions heading(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}

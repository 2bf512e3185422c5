package io.familygrocer.e2e;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.familygrocer.e2e.Screen.button;
import static io.familygrocer.e2e.Screen.item;
import static io.familygrocer.e2e.Screen.patiently;

/** Two people are in the store together, each with a browser: who gets what, and what both have got. */
class TogetherJourneyTest {

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
    void twoShareATripAndWhatBothHaveBought() {
        var home = Stack.household("The Limes");
        String id = home.anna().list(home.id(), "Weekly");
        List.of("oat milk", "bread", "candles").forEach(name -> home.anna().item(id, name));
        String list = "/list/" + id;
        var anna = browsers.person();
        var ben = browsers.person();
        try {
            Screen.signIn(anna, home.anna());
            Screen.signIn(ben, home.ben());
            String trip = annaSetsOut(anna, list);
            ben.navigate(trip);
            assertThat(anna.getByTestId("trip-present")).containsText("Ben");
            theNewestWordOnAnAisleCounts(anna, ben);
            benGetsTheBreadAndNoCandles(anna, ben);
            bothBuyBread(anna, ben, list);
            annaTakesOneBack(anna, ben, trip);
        } finally {
            browsers.keep(anna.context(), "together-anna");
            browsers.keep(ben.context(), "together-ben");
        }
    }

    private static String annaSetsOut(Page anna, String list) {
        Screen.open(anna, list);
        anna.getByTestId("to-trips").click();
        button(anna, "Go shopping").click();
        assertThat(anna.getByTestId("trip-present")).containsText("you");
        return URI.create(anna.url()).getPath();
    }

    private static void theNewestWordOnAnAisleCounts(Page anna, Page ben) {
        // The catalog says by an event where oat milk is.
        assertThat(aisle(anna)).isVisible(patiently());
        button(anna, "I go by Dairy alternatives").click();
        assertThat(aisle(anna)).containsText("you");
        assertThat(aisle(ben)).containsText("Anna");
        browsers.picture(ben, "together-1-aisle");

        button(ben, "I go by Dairy alternatives").click();
        assertThat(aisle(ben)).containsText("you");
        assertThat(aisle(anna)).containsText("Ben");
        button(ben, "Give back Dairy alternatives").click();
        assertThat(aisle(anna)).not().containsText("Ben");
    }

    private static void benGetsTheBreadAndNoCandles(Page anna, Page ben) {
        button(ben, "I get bread").click();
        assertThat(row(ben, "bread")).containsText("you");
        assertThat(row(anna, "bread")).containsText("Ben");

        button(ben, "Leave out candles this time").click();
        assertThat(anna.getByTestId("trip-skipped")).containsText("candles");
        assertThat(row(anna, "candles")).hasCount(0);
        browsers.picture(anna, "together-2-items");
    }

    /** In the store Ben has no network: neither sees that the other has it. */
    private static void bothBuyBread(Page anna, Page ben, String list) {
        Screen.open(anna, list);
        Screen.open(ben, list);
        ben.context().setOffline(true);
        assertThat(ben.getByTestId("sync-state")).hasAttribute("data-state", "offline");
        item(ben, "bread").getByTestId("item-check").check();
        assertThat(inTheBasket(ben, "bread")).hasCount(1);
        item(anna, "bread").getByTestId("item-check").check();
        assertThat(inTheBasket(anna, "bread")).hasCount(1);
        assertThat(anna.getByTestId("sync-state")).hasAttribute("data-state", "synced");
        assertThat(anna.getByTestId("item-twice")).hasCount(0);

        ben.context().setOffline(false);

        // Whose check is the later one, only their clocks know.
        assertThat(anna.getByTestId("item-twice")).hasText(Pattern.compile("(Ben|you) bought it, too"));
        assertThat(ben.getByTestId("item-twice")).hasText(Pattern.compile("(Anna|you) bought it, too"));
    }

    private static void annaTakesOneBack(Page anna, Page ben, String trip) {
        anna.navigate(trip);
        assertThat(anna.getByTestId("trip-twice")).containsText("bread");
        browsers.picture(anna, "together-3-twice");
        button(anna, "Put bread back on the list").click();

        assertThat(anna.getByTestId("trip-twice")).hasCount(0);
        assertThat(row(anna, "bread")).isVisible();
        assertThat(ben.getByTestId("item-twice")).hasCount(0);
        assertThat(inTheBasket(ben, "bread")).hasCount(0);
        assertThat(item(ben, "bread").getByTestId("item-check")).not().isChecked();
    }

    private static Locator aisle(Page page) {
        return page.getByTestId("trip-aisle").filter(having("Dairy alternatives"));
    }

    private static Locator row(Page page, String name) {
        return page.getByTestId("trip-item").filter(having(name));
    }

    private static Locator inTheBasket(Page page, String name) {
        return page.getByTestId("checked-section").locator("[data-item-name='%s']".formatted(name));
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(Pattern.compile(text));
    }
}

package io.familygrocer.e2e;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import javax.imageio.ImageIO;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What there is about a list, in a browser: a photo, a trip, the log with its undo, a calendar. */
class ShoppingJourneyTest {

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
    void aListIsShoppedAndLookedBackOn() {
        var page = browsers.person();
        try {
            String list = Screen.settle(page, "Mia", "The Elms", "Weekly");
            Screen.open(page, list);
            Screen.add(page, "milk");
            Screen.add(page, "bread");
            somethingGetsAPhoto(page);
            String trip = sheSetsOut(page);
            whatSheChecksIsOnTheTrip(page, list, trip);
            theTripEndsAndIsRemembered(page);
            aCheckIsTakenBack(page, list);
            aCalendarReadsTheList(page, list);
        } finally {
            browsers.keep(page.context(), "shopping");
        }
    }

    private static void somethingGetsAPhoto(Page page) {
        Screen.button(page, "Edit milk").click();
        page.getByTestId("photo-file").setInputFiles(new FilePayload("milk.png", "image/png", picture()));
        assertThat(page.getByRole(AriaRole.DIALOG).getByTestId("item-photo")).isVisible(Screen.patiently());
        Screen.button(page, "Cancel").click();
        assertThat(Screen.item(page, "milk").getByTestId("item-photo")).isVisible(Screen.patiently());
        browsers.picture(page, "shopping-1-photo");
    }

    private static String sheSetsOut(Page page) {
        page.getByTestId("to-trips").click();
        page.getByLabel("Store").fill("Lidl");
        Screen.button(page, "Go shopping").click();
        assertThat(page.getByTestId("trip-present")).containsText("you", containing());
        browsers.picture(page, "shopping-2-trip");
        return URI.create(page.url()).getPath();
    }

    private static void whatSheChecksIsOnTheTrip(Page page, String list, String trip) {
        Screen.open(page, list);
        Screen.item(page, "milk").getByTestId("item-check").check();
        assertThat(page.getByTestId("checked-section")).isVisible();
        assertThat(page.getByTestId("sync-state")).hasAttribute("data-state", "synced");
        page.navigate(trip);
        assertThat(page.getByTestId("trip-progress")).containsText("1 in the basket, 1 to go", containing());
    }

    private static void theTripEndsAndIsRemembered(Page page) {
        page.getByLabel("How was it?").fill("quick");
        Screen.button(page, "Finish trip").click();
        assertThat(page.getByText("This trip is over")).isVisible();
        page.getByLabel("Trips").click();
        assertThat(page.getByTestId("trip-history")).containsText("quick", containing());
        browsers.picture(page, "shopping-3-history");
    }

    private static void aCheckIsTakenBack(Page page, String list) {
        page.navigate(list + "/activity");
        var entry =
                page.getByTestId("activity-entry").filter(new Locator.FilterOptions().setHasText("checked off milk"));
        entry.getByTestId("activity-undo").click();
        assertThat(page.getByText("Taken back.", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        browsers.picture(page, "shopping-4-activity");
        Screen.open(page, list);
        assertThat(Screen.item(page, "milk").getByTestId("item-check")).not().isChecked();
    }

    private static void aCalendarReadsTheList(Page page, String list) {
        page.navigate(list);
        page.getByTestId("to-calendar").click();
        Screen.button(page, "Make address").click();
        String address = page.getByTestId("calendar-address").inputValue();
        var calendar = page.request().get(address);

        assertThat(calendar.status()).isEqualTo(200);
        assertThat(calendar.text())
                .contains("BEGIN:VCALENDAR")
                .contains("SUMMARY:")
                .contains("bread");
        browsers.picture(page, "shopping-5-calendar");
        Screen.button(page, "End it").click();
        assertThat(Screen.button(page, "Make address")).isVisible();
        assertThat(page.request().get(address).status()).isEqualTo(404);
    }

    private static LocatorAssertions.ContainsTextOptions containing() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    }

    private static byte[] picture() {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}

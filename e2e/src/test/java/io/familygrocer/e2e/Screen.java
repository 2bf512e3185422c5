package io.familygrocer.e2e;

import java.util.UUID;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What people do in the web client, in every journey. */
final class Screen {

    static final String PASSWORD = "correct horse battery";

    private Screen() {}

    /** Fills in the form for a new account on the page shown; gives the address. */
    static String register(Page page, String name) {
        String email = "%s-%s@example.org".formatted(name, UUID.randomUUID());
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
        page.getByLabel("E-mail").fill(email);
        page.getByLabel("Password").fill(PASSWORD);
        button(page, "Create account").click();
        return email;
    }

    /** Makes an account, a family and a list; gives the list's address. */
    static String settle(Page page, String name, String family, String list) {
        page.navigate("/");
        register(page, name);
        page.getByLabel("Family name").fill(family);
        button(page, "Create family").click();
        page.getByTestId("new-list-name").fill(list);
        page.getByTestId("new-list-name").press("Enter");
        var link = page.getByTestId("list-link");
        assertThat(link).containsText(list);
        return link.getAttribute("href");
    }

    /** Signs somebody in who has an account, and waits for their lists. */
    static void signIn(Page page, Household.Person person) {
        page.navigate("/");
        button(page, "Sign in").click();
        page.getByLabel("E-mail").fill(person.email());
        page.getByLabel("Password").fill(person.password());
        button(page, "Sign in").click();
        assertThat(page.getByTestId("list-link").first()).isVisible();
    }

    static void open(Page page, String list) {
        page.navigate(list);
        assertThat(page.getByTestId("sync-state")).hasAttribute("data-state", "synced");
    }

    static void add(Page page, String name) {
        page.getByTestId("add-item").fill(name);
        page.getByTestId("add-item").press("Enter");
    }

    static Locator item(Page page, String name) {
        return page.locator("[data-testid='item'][data-item-name='%s']".formatted(name));
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** For what comes by way of events. */
    static LocatorAssertions.IsVisibleOptions patiently() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    }
}

package io.familygrocer.e2e;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.familygrocer.e2e.Household.Person;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** A family moves by its archive, and who was in it takes their own place again. */
class ImportJourneyTest {

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
    void aFamilyIsBroughtAlongAndItsPeopleComeBackAsThemselves() {
        var home = Stack.household("The Novaks");
        home.ben().item(home.anna().list(home.id(), "Weekly"), "milk");
        byte[] archive = archiveOf(home);
        var page = browsers.person();
        try {
            page.navigate("/");
            Screen.register(page, "Nora");
            page.getByLabel("Archive (zip)").setInputFiles(new FilePayload("novaks.zip", "application/zip", archive));
            Screen.button(page, "Bring it along").click();

            page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("For whom"))
                    .selectOption("Ben");
            Screen.button(page, "Create invite").click();
            browsers.picture(page, "import-1-invite");
            String code = page.getByTestId("invite-code").textContent().strip();
            var ben = Person.register(Stack.get().gateway(), "Ben");
            ben.join(code);

            page.navigate("/");
            assertThat(page.getByTestId("list-link").filter(new Locator.FilterOptions().setHasText("Weekly")))
                    .isVisible(Screen.patiently());
            Stack.eventually("what Ben did is his again")
                    .until(() -> List.of(ben.id()).equals(authors(ben)));
        } finally {
            browsers.keep(page.context(), "import");
        }
    }

    private static byte[] archiveOf(Household home) {
        home.anna().signIn();
        var api = home.anna().api();
        String id = api.post("/api/me/exports", Map.of("scope", "family", "familyId", home.id()))
                .get("id")
                .asText();
        Stack.eventually("an archive")
                .until(() -> api.get("/api/exports/" + id).get("state").asText().equals("ready"));
        return api.send(
                        api.request("/api/exports/%s/archive".formatted(id)).build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    /** Who has put what is on the lists of somebody's only family there. */
    private static List<String> authors(Person reader) {
        String family =
                reader.api().get("/api/families").get("items").get(0).get("id").asText();
        return Stack.rows(Service.LIST, "select added_by from item where family_id = '%s'".formatted(family));
    }
}

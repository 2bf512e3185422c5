package io.familygrocer.e2e;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A family of two, made by way of the public API.
 *
 * @param id of the family
 * @param name of the family
 * @param anna its owner
 * @param ben joined by a code
 */
public record Household(String id, String name, Person anna, Person ben) {

    /**
     * Somebody with an account.
     *
     * @param id as the tokens name the person
     * @param email to sign in with
     * @param password to sign in with
     * @param name what others see
     * @param api the public API as this person uses it
     */
    public record Person(String id, String email, String password, String name, Api api) {

        /** Registers somebody whom nobody has heard of. */
        public static Person register(URI gateway, String name) {
            var api = new Api(gateway);
            String email = "%s-%s@example.org".formatted(name.toLowerCase(Locale.ROOT), UUID.randomUUID());
            String password = UUID.randomUUID().toString();
            var session =
                    api.post("/api/auth/register", Map.of("email", email, "password", password, "displayName", name));
            api.as(session.get("accessToken").asText());
            return new Person(session.get("personId").asText(), email, password, name, api);
        }

        /** Signs in once more: an access token is good for minutes. */
        public void signIn() {
            var session = api.post("/api/auth/sign-in", Map.of("email", email, "password", password));
            api.as(session.get("accessToken").asText());
        }

        /** Makes a family of one. */
        public String family(String name) {
            var made = api.post("/api/families", Map.of("name", name));
            api.as(made.get("accessToken").asText());
            return made.get("family").get("id").asText();
        }

        /** Comes in by a code or the token of a link. */
        public void join(String codeOrToken) {
            var joined = api.post("/api/invites/%s/accept".formatted(codeOrToken), Map.of());
            api.as(joined.get("accessToken").asText());
        }

        /** Makes a list and answers its id. */
        public String list(String family, String name) {
            return api.post("/api/lists", Map.of("familyId", family, "name", name))
                    .get("id")
                    .asText();
        }

        /** Puts something on a list and answers its id. */
        public String item(String list, String name) {
            return api.post("/api/lists/%s/items".formatted(list), Map.of("name", name))
                    .get("id")
                    .asText();
        }
    }

    /** Two new people in a new family. */
    public static Household make(URI gateway, String name) {
        var anna = Person.register(gateway, "Anna");
        var ben = Person.register(gateway, "Ben");
        String id = anna.family(name);
        var invite = anna.api().post("/api/families/%s/invites".formatted(id), Map.of());
        ben.join(invite.get("code").asText());
        return new Household(id, name, anna, ben);
    }
}

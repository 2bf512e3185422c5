package io.familygrocer.e2e;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.familygrocer.e2e.AccessMatrix.Who;
import io.familygrocer.e2e.Household.Person;

/** A family with somebody of each kind, and what the rows of the access matrix ask about by {@code $name}. */
final class AccessScene {

    private static final Pattern NAME = Pattern.compile("\\$(\\w+)");

    private final Household home = Stack.household("Private");
    private final Person anna = home.anna();
    private final Person ben = home.ben();
    private final Person carl = joins("Carl", "child");
    private final Person eve = Person.register(Stack.get().gateway(), "Eve");
    private final Person rex = joins("Rex", "adult");
    private final String list = anna.list(home.id(), "Private");
    private final Api pass;
    private final Map<Who, Map<String, Api>> callers = new EnumMap<>(Who.class);
    private final Map<String, Supplier<String>> makers = new HashMap<>();
    private final Map<String, String> made = new HashMap<>();

    AccessScene() {
        Stack.awaitMembers(home.id(), 4);
        eve.family("Elsewhere");
        String entryOf = anna.item(list, "a secret");
        pass = redeemed(issue());
        anna.api().send("DELETE", "/api/families/%s/members/%s".formatted(home.id(), rex.id()), null, null);
        Stack.awaitMembers(home.id(), 3);
        makers.put("family", home::id);
        makers.put("list", () -> list);
        makers.put("item", () -> entryOf);
        makers.put("adult", ben::id);
        makers.put("child", carl::id);
        makers.put("any", () -> UUID.randomUUID().toString());
        makers.put("freshList", () -> anna.list(home.id(), "Another"));
        makers.put("freshItem", () -> anna.item(list, "another"));
        makers.put("freshInvite", () -> invite().get("id"));
        makers.put("freshCode", () -> invite().get("code"));
        makers.put("freshPass", () -> issue().get("id"));
        makers.put("freshMember", () -> joins("Fay", "adult").id());
        makers.put("freshEntry", this::entry);
        callers.put(Who.ANONYMOUS, Map.of("anonymous", speaking(null)));
        callers.put(Who.PASS, Map.of("pass", pass));
        callers.put(Who.CHILD, Map.of("child", carl.api()));
        callers.put(Who.ADULT, Map.of("adult", ben.api()));
        callers.put(Who.OWNER, Map.of("owner", anna.api()));
        callers.put(Who.FOREIGN, Map.of("foreign", eve.api()));
        callers.put(Who.REMOVED, Map.of("removed", rex.api()));
        callers.put(Who.BAD, bad(anna.api().token()));
    }

    /** Everybody who is of a kind, by name. */
    Map<String, Api> callers(Who who) {
        return callers.get(who);
    }

    Person owner() {
        return anna;
    }

    Person foreign() {
        return eve;
    }

    String item() {
        return resolve("$item");
    }

    /** The text with the ids of what it names; what is fresh is made where there is none. */
    String resolve(String text) {
        return text == null
                ? null
                : NAME.matcher(text)
                        .replaceAll(name -> Matcher.quoteReplacement(made.computeIfAbsent(name.group(1), this::make)));
    }

    private String make(String name) {
        var maker = makers.get(name);
        if (maker == null) {
            throw new IllegalArgumentException("access-matrix.md names what there is not: $" + name);
        }
        return maker.get();
    }

    /** What was fresh has been used. */
    void used() {
        made.keySet().removeIf(name -> name.startsWith("fresh") || name.equals("any"));
    }

    private Person joins(String name, String role) {
        var person = Person.register(Stack.get().gateway(), name);
        var invite = anna.api()
                .post("/api/families/%s/invites".formatted(home.id()), Map.of("role", role))
                .get("code")
                .asText();
        person.join(invite);
        return person;
    }

    private Map<String, String> invite() {
        var invite = anna.api().post("/api/families/%s/invites".formatted(home.id()), Map.of());
        return Map.of(
                "id", invite.get("id").asText(), "code", invite.get("code").asText());
    }

    private Map<String, String> issue() {
        var issued = anna.api()
                .post(
                        "/api/families/%s/guest-passes".formatted(home.id()),
                        Map.of("listId", list, "may", "add", "label", "Babysitter"));
        return Map.of(
                "id", issued.get("id").asText(), "code", issued.get("code").asText());
    }

    private static Api redeemed(Map<String, String> issued) {
        var session = speaking(null).post("/api/guest-passes/%s/redeem".formatted(issued.get("code")), Map.of());
        return speaking(session.get("accessToken").asText());
    }

    /** An entry of the adult's inbox. */
    private String entry() {
        int before = inbox().size();
        String other = anna.list(home.id(), "Told of");
        anna.item(other, "another");
        Stack.eventually("an entry").until(() -> inbox().size() > before);
        return inbox().getFirst();
    }

    private List<String> inbox() {
        var ids = new ArrayList<String>();
        ben.api()
                .get("/api/notifications?limit=100")
                .get("items")
                .forEach(entry -> ids.add(entry.get("id").asText()));
        return ids;
    }

    private static Api speaking(String token) {
        return new Api(Stack.get().gateway()).as(token);
    }

    private static Map<String, Api> bad(String token) {
        var bad = new LinkedHashMap<String, Api>();
        bad.put("expired", speaking(Forge.expired(token)));
        bad.put("wrong audience", speaking(Forge.forAnotherAudience(token)));
        bad.put("alg none", speaking(Forge.unsigned(token)));
        bad.put("altered", speaking(Forge.altered(token)));
        return bad;
    }
}

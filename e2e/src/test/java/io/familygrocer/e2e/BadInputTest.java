package io.familygrocer.e2e;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever comes in, what goes out is a problem document that says what to do and nothing about our insides. */
class BadInputTest {

    private static final String JSON = "application/json";
    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;
    private static final Pattern INSIDES = Pattern.compile(
            "\\bat [\\w.$]+\\(|Exception|\\b(java|jakarta|io|org|com)\\.[a-z]+\\.|\\bselect\\b.*\\bfrom\\b",
            Pattern.DOTALL);

    private static Household home;
    private static String list;
    private static String item;

    @BeforeAll
    static void aFamily() {
        home = Household.make(Stack.get().gateway(), "Careless");
        list = home.anna().list(home.id(), "Careless");
        item = home.anna().item(list, "something");
    }

    /**
     * An endpoint with a body.
     *
     * @param wrong a body whose types are wrong
     * @param open whether it is for everybody
     */
    private record Endpoint(String method, String path, String wrong, boolean open) {

        Endpoint(String method, String path, String wrong) {
            this(method, path, wrong, false);
        }
    }

    private static List<Endpoint> endpoints() {
        String items = "/api/lists/%s/items".formatted(list);
        String sync = Api.json(Map.of(
                "familyId", home.id(), "clientId", UUID.randomUUID().toString(), "since", 0, "mutations", "many"));
        return List.of(
                new Endpoint("POST", "/api/auth/register", "{\"email\":1,\"password\":[],\"displayName\":{}}", true),
                new Endpoint("POST", "/api/auth/sign-in", "{\"email\":[],\"password\":{}}", true),
                new Endpoint("POST", "/api/auth/refresh", "{\"refreshToken\":{}}", true),
                new Endpoint("POST", "/api/auth/sign-out", "{\"refreshToken\":[]}", true),
                new Endpoint("POST", "/api/families", "{\"name\":{}}"),
                new Endpoint("PATCH", "/api/families/" + home.id(), "{\"name\":[1]}"),
                new Endpoint("POST", "/api/families/%s/invites".formatted(home.id()), "{\"uses\":\"many\"}"),
                new Endpoint("POST", "/api/lists", "{\"familyId\":7,\"name\":[]}"),
                new Endpoint("PATCH", "/api/lists/" + list, "{\"name\":7}"),
                new Endpoint("POST", items, "{\"name\":\"x\",\"amount\":\"much\"}"),
                new Endpoint("PATCH", items + "/" + item, "{\"checked\":\"perhaps\"}"),
                new Endpoint("POST", "%s/%s/adjust".formatted(items, item), "{\"by\":\"more\"}"),
                new Endpoint("POST", "/api/sync", sync));
    }

    private static final Map<String, UnaryOperator<String>> BODIES = Map.of(
            "unknown field", right -> "{\"nobodyKnowsThis\":true}",
            "wrong types", right -> right,
            "an array", right -> "[" + right + "]",
            "null", right -> "null",
            "broken JSON", right -> right.substring(0, right.length() - 1),
            "not UTF-8 text", right -> "\u0000\u0001",
            "deep nesting", right -> "[".repeat(20_000),
            "empty body", right -> "");

    @TestFactory
    Stream<DynamicContainer> aWrongBodyIsAProblem() {
        return endpoints().stream()
                .map(endpoint ->
                        DynamicContainer.dynamicContainer(endpoint.method + " " + endpoint.path, tests(endpoint)));
    }

    private static List<DynamicTest> tests(Endpoint endpoint) {
        var tests = new ArrayList<DynamicTest>();
        BODIES.forEach((name, body) -> tests.add(DynamicTest.dynamicTest(name, () -> {
            String bytes = body.apply(endpoint.wrong);
            isProblem(home.anna().api().send(endpoint.method, endpoint.path, JSON, bytes));
        })));
        tests.add(DynamicTest.dynamicTest(
                "10 MB, announced",
                () -> isProblem(large(endpoint, HttpRequest.BodyPublishers.ofByteArray(megabytes())))));
        tests.add(DynamicTest.dynamicTest(
                "10 MB, not announced",
                () -> isProblem(large(
                        endpoint,
                        HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(megabytes()))))));
        tests.add(DynamicTest.dynamicTest(
                "no content type",
                () -> isProblem(home.anna().api().send(endpoint.method, endpoint.path, null, endpoint.wrong))));
        tests.add(DynamicTest.dynamicTest(
                "a form",
                () -> isProblem(home.anna()
                        .api()
                        .send(endpoint.method, endpoint.path, "application/x-www-form-urlencoded", "a=b"))));
        if (!endpoint.open) {
            tests.add(DynamicTest.dynamicTest("no token", () -> {
                var answer = new Api(Stack.get().gateway()).send(endpoint.method, endpoint.path, JSON, endpoint.wrong);
                isProblem(answer);
                assertThat(answer.status()).isEqualTo(401);
            }));
            tests.add(DynamicTest.dynamicTest("a token that is none", () -> {
                var answer = new Api(Stack.get().gateway())
                        .as("none")
                        .send(endpoint.method, endpoint.path, JSON, endpoint.wrong);
                isProblem(answer);
                assertThat(answer.status()).isEqualTo(401);
            }));
        }
        return tests;
    }

    @TestFactory
    Stream<DynamicTest> aWrongAddressIsAProblem() {
        var anna = home.anna().api();
        return Stream.of(
                        "/api/lists?family=seven",
                        "/api/lists/seven",
                        "/api/lists/%s/items?limit=0".formatted(list),
                        "/api/lists/%s/items?limit=many".formatted(list),
                        "/api/lists/%s/items?after=%%00".formatted(list),
                        "/api/stream",
                        "/api/stream?family=seven",
                        "/api/stream?family=%s&since=yesterday".formatted(home.id()),
                        "/api/families/seven",
                        "/api/families/" + UUID.randomUUID(),
                        "/api/invites/seven",
                        "/api/invites/%00",
                        "/api/catalog/products?limit=-1",
                        "/api/catalog/products?lang=tlh",
                        "/api/catalog/products/%00",
                        "/api/notifications?limit=-1",
                        "/api/notifications?after=yesterday",
                        "/api/nothing",
                        "/api/lists/../../q/health")
                .map(path -> DynamicTest.dynamicTest(path, () -> isProblem(anna.send("GET", path, null, null))));
    }

    @TestFactory
    Stream<DynamicTest> aWrongImportIsAProblem() {
        var anna = home.anna().api();
        String path = "/api/imports?family=" + home.id();
        return Stream.of(
                        Map.entry(path, "milk"),
                        Map.entry(path + "&format=paper", "milk"),
                        Map.entry(path + "&format=kitchenowl", "{\"items\":"),
                        Map.entry(path + "&format=kitchenowl", "[7]"),
                        Map.entry(path + "&format=kitchenowl", "{}"),
                        Map.entry(path + "&format=text&dryRun=perhaps", "milk"))
                .map(bad -> DynamicTest.dynamicTest(
                        "%s <- %s".formatted(bad.getKey().replace(home.id(), "ID"), bad.getValue()),
                        () -> isProblem(anna.send("POST", bad.getKey(), "text/plain", bad.getValue()))));
    }

    private static Api.Answer large(Endpoint endpoint, HttpRequest.BodyPublisher body) {
        var anna = home.anna().api();
        return anna.send(anna.request(endpoint.path)
                .header("Content-Type", JSON)
                .method(endpoint.method, body)
                .build());
    }

    private static byte[] megabytes() {
        return "{\"name\":\"%s\"}".formatted("x".repeat(TEN_MEGABYTES)).getBytes(UTF_8);
    }

    private static void isProblem(Api.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.headers().firstValue("Content-Type").orElse("none"))
                .as("%d %s", answer.status(), answer.body())
                .startsWith("application/problem+json");
        var problem = answer.json();
        assertThat(problem.get("status").asInt()).isEqualTo(answer.status());
        assertThat(problem.get("title").asText()).isNotBlank();
        assertThat(answer.body()).doesNotContainPattern(INSIDES);
    }
}

package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A family to look at: two people and the lists of the sample files, all by way of the public API. */
final class Demo {

    private static final String ANNA = "anna@demo.example";
    private static final String BEN = "ben@demo.example";
    private static final List<Sample> SAMPLES = List.of(
            new Sample("kitchenowl.json", "kitchenowl", "application/json", "Imported"),
            new Sample("weekly.csv", "csv", "text/csv", "Imported"),
            new Sample("party.txt", "text", "text/plain", "Garden party"));

    private final URI gateway;
    private final Secrets secrets;
    private final Path samples;

    Demo(URI gateway, Path data, Path root) {
        this.gateway = gateway;
        this.secrets = new Secrets(data);
        this.samples = root.resolve("samples");
    }

    /** Makes the family where it is not there yet, imports the samples (twice changes nothing) and says who may enter. */
    void load(Consumer<String> say) {
        var anna = person(ANNA, "Anna");
        var ben = person(BEN, "Ben");
        String family = family(anna, ben);
        for (Sample sample : SAMPLES) {
            var report = anna.send(
                            "POST",
                            "/api/imports?family=%s&format=%s&list=%s"
                                    .formatted(family, sample.format, sample.list.replace(" ", "%20")),
                            sample.contentType,
                            read(samples.resolve(sample.file)))
                    .expect("import of " + sample.file);
            say.accept("  %-16s %d items came, %d were there, %d facts have no home here"
                    .formatted(
                            sample.file,
                            report.get("created").asInt(),
                            report.get("skipped").asInt(),
                            report.get("losses").size()));
        }
        say.accept("  Sign in as %s or %s, password: %s".formatted(ANNA, BEN, password()));
    }

    private Api person(String email, String name) {
        var api = new Api(gateway);
        var credentials = Map.of("email", email, "password", password(), "displayName", name);
        var answer = api.send("POST", "/api/auth/register", "application/json", Api.json(credentials));
        if (answer.status() != 201) {
            answer = api.send(
                    "POST",
                    "/api/auth/sign-in",
                    "application/json",
                    Api.json(Map.of("email", email, "password", password())));
        }
        return api.as(answer.expect("sign-in of " + name).get("accessToken").asText());
    }

    private String family(Api anna, Api ben) {
        var families = anna.get("/api/families").get("items");
        if (!families.isEmpty()) {
            return families.get(0).get("id").asText();
        }
        var made = anna.post("/api/families", Map.of("name", "The Demo family"));
        anna.as(made.get("accessToken").asText());
        String id = made.get("family").get("id").asText();
        var invite = anna.post("/api/families/%s/invites".formatted(id), Map.of());
        ben.post("/api/invites/%s/accept".formatted(invite.get("code").asText()), Map.of());
        return id;
    }

    private String password() {
        return secrets.password("demo");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Sample(String file, String format, String contentType, String list) {}
}

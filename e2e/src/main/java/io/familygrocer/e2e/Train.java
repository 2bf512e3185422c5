package io.familygrocer.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;

/**
 * Lets each service run once for its ahead-of-time cache (JEP 483, 514): what it loads and compiles on the way to its
 * first requests is there at once the next time. The caches lie beside the jars and are as good as these.
 */
public final class Train {

    private static final int ROUNDS = 30;

    private Train() {}

    /** Fails where a service has not written its cache. */
    public static void main(String[] arguments) throws IOException {
        // One folder, and so one training at a time.
        Path data = GrocerStack.projectRoot().resolve("target/training");
        run(new StackOptions(data, true, "127.0.0.1", 0, Map.of(), true, line -> {}));
        var missing = new ArrayList<String>();
        for (Service service : Service.values()) {
            Path application =
                    GrocerStack.projectRoot().resolve(service.module()).resolve("target/quarkus-app");
            Path fresh = application.resolve(ServiceProcess.NEW_CACHE);
            if (Files.exists(fresh) && Files.size(fresh) > 0) {
                Files.move(fresh, application.resolve(ServiceProcess.CACHE), StandardCopyOption.REPLACE_EXISTING);
            } else {
                missing.add(service.module());
            }
        }
        if (!missing.isEmpty()) {
            System.err.println("No AOT cache was written by " + missing + "; they start slower, and work.");
            System.exit(1);
        }
    }

    /** Lets a stack write its caches. */
    static void run(StackOptions options) {
        var stack = GrocerStack.start(options);
        try {
            warm(stack);
        } finally {
            stack.close();
        }
    }

    private static void warm(GrocerStack stack) {
        var api = new Api(stack.gateway());
        var session = api.post(
                "/api/auth/register",
                Map.of(
                        "email",
                        "train@example.org",
                        "password",
                        UUID.randomUUID().toString(),
                        "displayName",
                        "Train"));
        api.as(session.get("accessToken").asText());
        var family = api.post("/api/families", Map.of("name", "Training"));
        api.as(family.get("accessToken").asText());
        String familyId = family.get("family").get("id").asText();
        var list = api.post("/api/lists", Map.of("familyId", familyId, "name", "Training"));
        for (int round = 0; round < ROUNDS; round++) {
            api.post("/api/lists/%s/items".formatted(list.get("id").asText()), Map.of("name", "milk " + round));
            api.get("/api/lists");
            api.post(
                    "/api/sync",
                    Map.of("familyId", familyId, "clientId", UUID.randomUUID().toString(), "since", 0));
            api.get("/api/catalog/categories");
            api.get("/api/notifications");
        }
    }
}

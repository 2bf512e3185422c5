package io.familygrocer.family.federation;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Somebody at a provider's pages, as far as these need one: follows redirects, sends forms, keeps cookies. */
final class Browser {

    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final int STEPS = 20;

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private Browser() {}

    /** Signs in at a provider and says yes; gives what the provider puts into the address that it sends one back to. */
    static Map<String, String> signIn(URI authorizationUrl, String login) {
        try {
            return new Browser().follow(authorizationUrl, login);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> follow(URI start, String login) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(start).build();
        for (int step = 0; step < STEPS; step++) {
            var page = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (page.statusCode() / 100 == 3) {
                var next = request.uri()
                        .resolve(page.headers().firstValue("Location").orElseThrow());
                if (next.getPath().startsWith("/sign-in/with/")) {
                    return query(next);
                }
                request = HttpRequest.newBuilder(next).build();
            } else {
                request = submit(request.uri(), page.body(), login);
            }
        }
        throw new IllegalStateException("no end of it");
    }

    private static HttpRequest submit(URI page, String html, String login) {
        var action = ACTION.matcher(html);
        if (!action.find()) {
            throw new IllegalStateException("no form: " + html);
        }
        String form = html.contains("name=\"login\"") ? "prompt=login&password=any&login=" + login : "prompt=consent";
        return HttpRequest.newBuilder(page.resolve(action.group(1)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }

    /** The query of an address. */
    static Map<String, String> query(URI address) {
        var parameters = new HashMap<String, String>();
        for (String pair : address.getRawQuery().split("&")) {
            String[] halves = pair.split("=", 2);
            parameters.put(halves[0], URLDecoder.decode(halves[1], UTF_8));
        }
        return parameters;
    }
}

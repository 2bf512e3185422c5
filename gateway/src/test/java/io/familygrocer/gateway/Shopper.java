package io.familygrocer.gateway;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Asks a {@link Peer} through a gateway, at an address of its own for each test. */
final class Shopper {
    private final Browser browser;
    private final String path;

    Shopper(URI base, String prefix) {
        this(new Browser(base), prefix);
    }

    Shopper(Browser browser, String prefix) {
        this.browser = browser;
        this.path = prefix + "/" + UUID.randomUUID();
    }

    /** An address whose answers are as the {@link Wishes} say: name, value, name, value. */
    String address(String... wishes) {
        var address = new StringBuilder(path).append("?");
        for (int at = 0; at < wishes.length; at += 2) {
            address.append(wishes[at])
                    .append('=')
                    .append(URLEncoder.encode(wishes[at + 1], StandardCharsets.UTF_8))
                    .append('&');
        }
        return address.substring(0, address.length() - 1);
    }

    HttpResponse<String> get(String address, String... headers) {
        return browser.get(address, headers);
    }

    /** How often the service was asked. */
    int count() {
        return browser.json(path + "/count").getInteger("count");
    }

    Browser browser() {
        return browser;
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}

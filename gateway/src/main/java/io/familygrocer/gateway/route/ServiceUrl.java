package io.familygrocer.gateway.route;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a service is said to be.
 *
 * @param host host name or address
 * @param port 1 to 65535
 * @param tls whether to speak https
 * @param region where it is, as the part behind {@code #} says; null for not said
 */
record ServiceUrl(String host, int port, boolean tls, String region) {

    /** @throws IllegalArgumentException saying what is wrong with the address, without its name */
    static ServiceUrl of(String url) {
        var uri = parse(url);
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        if (!tls && !"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("is not an address such as http://localhost:8081");
        }
        boolean bare = uri.getRawPath() == null || uri.getRawPath().isEmpty() || "/".equals(uri.getRawPath());
        if (!bare || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("must end after the port: paths are passed on as they come");
        }
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        return new ServiceUrl(uri.getHost(), port, tls, uri.getRawFragment());
    }

    private static URI parse(String url) {
        try {
            return new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not an address such as http://localhost:8081", e);
        }
    }
}

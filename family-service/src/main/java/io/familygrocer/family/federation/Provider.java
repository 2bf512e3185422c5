package io.familygrocer.family.federation;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An OpenID Connect provider that people may sign in with.
 *
 * @param clientSecret empty for a public client
 */
record Provider(
        String name,
        String displayName,
        String issuer,
        String clientId,
        Optional<String> clientSecret,
        List<String> scopes,
        boolean allowHttp) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Whether we may speak to this address on its behalf: with TLS, or where it was allowed without. */
    boolean maySpeakTo(URI address) {
        if (address.getHost() == null || address.getRawUserInfo() != null || address.getRawFragment() != null) {
            return false;
        }
        return "https".equals(address.getScheme())
                || "http".equals(address.getScheme()) && (allowHttp || THIS_MACHINE.contains(address.getHost()));
    }

    @Override
    public String toString() {
        return "Provider[" + name + "]";
    }
}

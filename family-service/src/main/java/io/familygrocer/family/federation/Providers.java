package io.familygrocer.family.federation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.Startup;

import io.familygrocer.platform.web.ProblemException;

/** The providers that are configured. A mistake in the configuration ends the start and says so. */
@Startup
@ApplicationScoped
class Providers {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,30}");

    private final Map<String, Provider> byName = new TreeMap<>();

    Providers(ProvidersConfig config) {
        config.all().forEach((name, provider) -> byName.put(name, read(name, provider)));
    }

    /** All of them, by name. */
    List<Provider> all() {
        return List.copyOf(byName.values());
    }

    /**
     * One of them.
     *
     * @throws ProblemException 404 where there is none of this name
     */
    Provider get(String name) {
        var provider = byName.get(name);
        if (provider == null) {
            throw ProblemException.notFound();
        }
        return provider;
    }

    /** What to call an issuer; the issuer itself where it is no longer configured. */
    String displayName(String issuer) {
        return byName.values().stream()
                .filter(provider -> provider.issuer().equals(issuer))
                .map(Provider::displayName)
                .findFirst()
                .orElse(issuer);
    }

    private static Provider read(String name, ProvidersConfig.Provider config) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalStateException(
                    "grocer.family.providers.%s: a name has 1 to 30 small letters, digits and hyphens".formatted(name));
        }
        var provider = new Provider(
                name,
                config.displayName().orElse(name),
                config.issuer().toString(),
                config.clientId(),
                config.clientSecret().filter(secret -> !secret.isBlank()),
                config.scopes(),
                config.allowHttp());
        if (!provider.maySpeakTo(config.issuer())) {
            throw new IllegalStateException(
                    "grocer.family.providers.%s.issuer is no https address (allow-http=true lets a trial do without TLS)"
                            .formatted(name));
        }
        if (!provider.scopes().contains("openid")) {
            throw new IllegalStateException(
                    "grocer.family.providers.%s.scopes: openid has to be one of them".formatted(name));
        }
        return provider;
    }
}

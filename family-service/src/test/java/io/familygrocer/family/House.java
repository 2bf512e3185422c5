package io.familygrocer.family;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import io.familygrocer.family.federation.OidcProviders;
import io.familygrocer.platform.testkit.Servers;

/**
 * All that family-service talks to, in tests: its database, Redis, Kafka, a mail server and providers to sign in with. One
 * set for every test class, because Quarkus starts the service anew for each other set, which takes longer than most
 * classes do.
 */
public class House implements QuarkusTestResourceLifecycleManager {

    private final Servers servers = new Servers();
    private final MailServer mail = new MailServer();
    private final OidcProviders providers = new OidcProviders();

    @Override
    public Map<String, String> start() {
        servers.init(Map.of("database", "grocer_family"));
        var config = new HashMap<String, String>();
        List.of(servers, mail, providers).forEach(resource -> config.putAll(resource.start()));
        return config;
    }

    @Override
    public void stop() {
        List.of(providers, mail, servers).forEach(QuarkusTestResourceLifecycleManager::stop);
    }
}

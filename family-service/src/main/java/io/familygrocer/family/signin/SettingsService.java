package io.familygrocer.family.signin;

import jakarta.enterprise.context.ApplicationScoped;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.account.PasswordPolicy;
import io.familygrocer.family.federation.FederationService;

/** What is offered at the door. */
@ApplicationScoped
public class SettingsService {

    private final FamilyConfig config;
    private final PasswordPolicy policy;
    private final FederationService federation;

    SettingsService(FamilyConfig config, PasswordPolicy policy, FederationService federation) {
        this.config = config;
        this.policy = policy;
        this.federation = federation;
    }

    /** What somebody who is not signed in can do here. */
    SettingsView get() {
        return new SettingsView(
                config.registration(),
                config.confirmEmail(),
                new SettingsView.PasswordRules(policy.minLength(), PasswordPolicy.MAX_LENGTH),
                true,
                federation.providers());
    }
}

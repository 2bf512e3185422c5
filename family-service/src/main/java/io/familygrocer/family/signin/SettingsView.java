package io.familygrocer.family.signin;

import java.util.List;

import io.familygrocer.family.FamilyConfig.Registration;
import io.familygrocer.family.federation.ProviderView;

/**
 * What somebody who is not signed in can do here.
 *
 * @param registration who may make an account
 * @param confirmEmail whether an account can be used only once its address is confirmed
 * @param password what a new password must be
 * @param passkeys whether passkeys sign in
 * @param providers other accounts that sign in
 */
public record SettingsView(
        Registration registration,
        boolean confirmEmail,
        PasswordRules password,
        boolean passkeys,
        List<ProviderView> providers) {

    /** Characters that a new password must have; the most common ones are refused in any case. */
    public record PasswordRules(int minLength, int maxLength) {}
}

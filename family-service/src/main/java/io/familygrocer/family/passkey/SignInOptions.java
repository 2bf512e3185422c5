package io.familygrocer.family.passkey;

import java.time.Duration;
import java.util.List;

/**
 * What to hand to {@code PublicKeyCredential.parseRequestOptionsFromJSON}:
 * {@code PublicKeyCredentialRequestOptionsJSON}. It names no passkey: the authenticator shows
 * those it has, so nobody learns from us who has which.
 *
 * @param challenge good once; base64url without padding
 * @param timeout milliseconds
 */
public record SignInOptions(
        String challenge,
        long timeout,
        String rpId,
        List<CredentialDescriptor> allowCredentials,
        String userVerification) {

    static SignInOptions of(String rpId, byte[] challenge, Duration lifetime) {
        return new SignInOptions(Base64Url.encode(challenge), lifetime.toMillis(), rpId, List.of(), "required");
    }
}

package io.familygrocer.family.passkey;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.familygrocer.family.account.PersonView;

/**
 * What to hand to {@code PublicKeyCredential.parseCreationOptionsFromJSON}:
 * {@code PublicKeyCredentialCreationOptionsJSON}. Bytes are base64url without padding.
 *
 * @param challenge good once
 * @param timeout milliseconds
 * @param excludeCredentials what the person has already: an authenticator makes no second one
 */
public record RegistrationOptions(
        Rp rp,
        User user,
        String challenge,
        List<Algorithm> pubKeyCredParams,
        long timeout,
        List<CredentialDescriptor> excludeCredentials,
        AuthenticatorSelection authenticatorSelection,
        String attestation,
        Map<String, Boolean> extensions) {

    static RegistrationOptions of(Rp rp, PersonView person, byte[] challenge, Duration lifetime, List<Passkey> known) {
        String handle = Base64Url.encode(UserHandle.of(person.id()));
        return new RegistrationOptions(
                rp,
                new User(handle, person.email(), person.displayName()),
                Base64Url.encode(challenge),
                PasskeyVerifier.ALGORITHMS.stream()
                        .map(algorithm -> new Algorithm("public-key", algorithm.getValue()))
                        .toList(),
                lifetime.toMillis(),
                known.stream().map(CredentialDescriptor::of).toList(),
                new AuthenticatorSelection("required", true, "required"),
                "none",
                Map.of("credProps", true));
    }

    /** The house. */
    public record Rp(String id, String name) {}

    /** The person; {@code name} tells their accounts apart, and {@code id} is what a sign-in gives back. */
    public record User(String id, String name, String displayName) {}

    /** A COSE algorithm. */
    public record Algorithm(String type, long alg) {}

    /** The authenticator keeps the passkey with the person, and makes sure each time that it is they. */
    public record AuthenticatorSelection(String residentKey, boolean requireResidentKey, String userVerification) {}
}

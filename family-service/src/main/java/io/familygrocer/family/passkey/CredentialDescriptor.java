package io.familygrocer.family.passkey;

import java.util.List;

/** A passkey by what its authenticator calls it, in base64url, and how that one can be reached. */
public record CredentialDescriptor(String type, String id, List<String> transports) {

    static CredentialDescriptor of(Passkey passkey) {
        return new CredentialDescriptor("public-key", Base64Url.encode(passkey.credentialId), passkey.transportList());
    }
}

package io.familygrocer.family.passkey;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.Challenge;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.platform.web.RandomSecret;

/**
 * Holds what authenticators answer against the rules of WebAuthn (level 3, 7.1 and 7.2): challenge, origin, domain, that
 * the person was there and was verified, signature, counter. Where an authenticator comes from is not asked, so any will
 * do. It computes for about a millisecond and waits for nothing.
 */
@ApplicationScoped
class PasskeyVerifier {

    /** What a passkey may sign with, by preference: EdDSA, ES256, RS256. */
    static final List<COSEAlgorithmIdentifier> ALGORITHMS =
            List.of(COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.RS256);

    private static final int CHALLENGE_BYTES = 32;
    private static final boolean VERIFIED = true;
    private static final boolean PRESENT = true;

    private final WebAuthnManager webAuthn;
    private final AttestedCredentialDataConverter credentials;
    private final String rpId;
    private final Set<Origin> origins;

    PasskeyVerifier(PasskeyConfig config, FamilyConfig family) {
        var converter = new ObjectConverter();
        this.webAuthn = WebAuthnManager.createNonStrictWebAuthnManager(converter);
        this.credentials = new AttestedCredentialDataConverter(converter);
        this.rpId = config.rpId().orElseGet(() -> family.publicUrl().getHost());
        this.origins = config.origins().orElseGet(() -> Set.of(originOf(family.publicUrl()))).stream()
                .map(origin -> new Origin(origin.toString()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The domain that passkeys are made for. */
    String rpId() {
        return rpId;
    }

    /** Something to sign that nobody can have foreseen. */
    byte[] newChallenge() {
        return RandomSecret.bytes(CHALLENGE_BYTES);
    }

    /** By what a challenge is kept. */
    static String hash(byte[] challenge) {
        return Base64Url.encode(RandomSecret.hash(challenge));
    }

    /** The challenge that a registration says to answer; empty where it can't be read. */
    Optional<byte[]> challengeOf(NewCredential credential) {
        try {
            var client = webAuthn.parse(registration(credential)).getCollectedClientData();
            return Optional.ofNullable(client).map(data -> data.getChallenge().getValue());
        } catch (WebAuthnException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The challenge that a sign-in says to answer; empty where it can't be read. */
    Optional<byte[]> challengeOf(UsedCredential credential) {
        try {
            var client = webAuthn.parse(authentication(credential)).getCollectedClientData();
            return Optional.ofNullable(client).map(data -> data.getChallenge().getValue());
        } catch (WebAuthnException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is kept of a new passkey; empty where it does not answer the challenge by the rules. */
    Optional<Registered> verify(NewCredential credential, byte[] challenge) {
        try {
            var data = webAuthn.verify(
                    registration(credential),
                    new RegistrationParameters(server(challenge), parameters(), VERIFIED, PRESENT));
            var authenticator = data.getAttestationObject().getAuthenticatorData();
            var attested = authenticator.getAttestedCredentialData();
            if (!Arrays.equals(attested.getCredentialId(), Base64Url.decode(credential.rawId()))) {
                return Optional.empty();
            }
            return Optional.of(new Registered(
                    attested.getCredentialId(),
                    credentials.convert(attested),
                    authenticator.getSignCount(),
                    authenticator.isFlagBE(),
                    authenticator.isFlagBS()));
        } catch (WebAuthnException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** How the use of a passkey went. */
    Use verify(UsedCredential credential, Passkey passkey, byte[] challenge) {
        var known = new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                passkey.backupEligible,
                passkey.backedUp,
                passkey.signCount,
                credentials.convert(passkey.credential),
                null,
                null,
                null,
                Set.of());
        try {
            var data = webAuthn.verify(
                    authentication(credential),
                    new AuthenticationParameters(server(challenge), known, null, VERIFIED, PRESENT));
            var authenticator = data.getAuthenticatorData();
            return new Use.Good(authenticator.getSignCount(), authenticator.isFlagBS());
        } catch (MaliciousCounterValueException e) {
            // The counter is looked at last: the signature was right, and somebody has signed more often than we know.
            return new Use.Copied();
        } catch (WebAuthnException | IllegalArgumentException e) {
            return new Use.Refused();
        }
    }

    private ServerProperty server(byte[] challenge) {
        Challenge expected = new DefaultChallenge(challenge);
        return ServerProperty.builder()
                .origins(origins)
                .rpId(rpId)
                .challenge(expected)
                .build();
    }

    private static List<PublicKeyCredentialParameters> parameters() {
        return ALGORITHMS.stream()
                .map(algorithm -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
                .toList();
    }

    private static RegistrationRequest registration(NewCredential credential) {
        return new RegistrationRequest(
                Base64Url.decode(credential.response().attestationObject()),
                Base64Url.decode(credential.response().clientDataJSON()));
    }

    private static AuthenticationRequest authentication(UsedCredential credential) {
        var response = credential.response();
        return new AuthenticationRequest(
                Base64Url.decode(credential.rawId()),
                Base64Url.decode(response.userHandle()),
                Base64Url.decode(response.authenticatorData()),
                Base64Url.decode(response.clientDataJSON()),
                Base64Url.decode(response.signature()));
    }

    private static URI originOf(URI url) {
        return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }

    /** What is kept of a new passkey. */
    record Registered(
            byte[] credentialId, byte[] credential, long signCount, boolean backupEligible, boolean backedUp) {}

    /** How the use of a passkey went. */
    sealed interface Use {

        /** By the rules. */
        record Good(long signCount, boolean backedUp) implements Use {}

        /** Rightly signed, with a counter that goes back: there are two of it. */
        record Copied() implements Use {}

        /** Not by the rules. */
        record Refused() implements Use {}
    }
}

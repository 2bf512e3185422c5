package io.familygrocer.family.passkey;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a native image has to keep of webauthn4j. The library reads and writes its documents (JSON and CBOR) by Jackson, which
 * finds creators and properties by reflection, and brings no native-image configuration of its own; without these lines each
 * registration and sign-in would fail in a native image, and nowhere else. All that carry an annotation of Jackson are
 * named, as any of them may stand in what an authenticator sends. A test fails when an update of the library adds one.
 */
@RegisterForReflection(
        classNames = {
            "com.webauthn4j.data.AbstractImmutableMap",
            "com.webauthn4j.data.AttestationConveyancePreference",
            "com.webauthn4j.data.AuthenticatorAssertionResponse",
            "com.webauthn4j.data.AuthenticatorAttachment",
            "com.webauthn4j.data.AuthenticatorAttestationResponse",
            "com.webauthn4j.data.AuthenticatorSelectionCriteria",
            "com.webauthn4j.data.AuthenticatorTransport",
            "com.webauthn4j.data.MessageDigestAlgorithm",
            "com.webauthn4j.data.PublicKeyCredential",
            "com.webauthn4j.data.PublicKeyCredentialCreationOptions",
            "com.webauthn4j.data.PublicKeyCredentialDescriptor",
            "com.webauthn4j.data.PublicKeyCredentialHints",
            "com.webauthn4j.data.PublicKeyCredentialParameters",
            "com.webauthn4j.data.PublicKeyCredentialRequestOptions",
            "com.webauthn4j.data.PublicKeyCredentialRpEntity",
            "com.webauthn4j.data.PublicKeyCredentialType",
            "com.webauthn4j.data.PublicKeyCredentialUserEntity",
            "com.webauthn4j.data.ResidentKeyRequirement",
            "com.webauthn4j.data.SignatureAlgorithm",
            "com.webauthn4j.data.UserVerificationMethod",
            "com.webauthn4j.data.UserVerificationRequirement",
            "com.webauthn4j.data.attestation.AttestationObject",
            "com.webauthn4j.data.attestation.authenticator.AbstractCOSEKey",
            "com.webauthn4j.data.attestation.authenticator.COSEKey",
            "com.webauthn4j.data.attestation.authenticator.Curve",
            "com.webauthn4j.data.attestation.authenticator.EC2COSEKey",
            "com.webauthn4j.data.attestation.authenticator.EdDSACOSEKey",
            "com.webauthn4j.data.attestation.authenticator.RSACOSEKey",
            "com.webauthn4j.data.attestation.statement.AndroidKeyAttestationStatement",
            "com.webauthn4j.data.attestation.statement.AndroidSafetyNetAttestationStatement",
            "com.webauthn4j.data.attestation.statement.AppleAnonymousAttestationStatement",
            "com.webauthn4j.data.attestation.statement.AttestationCertificatePath",
            "com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier",
            "com.webauthn4j.data.attestation.statement.COSEKeyOperation",
            "com.webauthn4j.data.attestation.statement.COSEKeyType",
            "com.webauthn4j.data.attestation.statement.FIDOU2FAttestationStatement",
            "com.webauthn4j.data.attestation.statement.NoneAttestationStatement",
            "com.webauthn4j.data.attestation.statement.PackedAttestationStatement",
            "com.webauthn4j.data.attestation.statement.Response",
            "com.webauthn4j.data.attestation.statement.TPMAttestationStatement",
            "com.webauthn4j.data.attestation.statement.TPMEccCurve",
            "com.webauthn4j.data.attestation.statement.TPMGenerated",
            "com.webauthn4j.data.attestation.statement.TPMIAlgHash",
            "com.webauthn4j.data.attestation.statement.TPMIAlgPublic",
            "com.webauthn4j.data.attestation.statement.TPMISTAttest",
            "com.webauthn4j.data.client.ClientDataType",
            "com.webauthn4j.data.client.CollectedClientData",
            "com.webauthn4j.data.client.Origin",
            "com.webauthn4j.data.client.TokenBinding",
            "com.webauthn4j.data.client.TokenBindingStatus",
            "com.webauthn4j.data.extension.HMACGetSecretInput",
            "com.webauthn4j.data.extension.HMACGetSecretOutput",
            "com.webauthn4j.data.extension.UvmEntries",
            "com.webauthn4j.data.extension.UvmEntry",
            "com.webauthn4j.data.extension.authenticator.AuthenticationExtensionsAuthenticatorInputs",
            "com.webauthn4j.data.extension.authenticator.AuthenticationExtensionsAuthenticatorOutputs",
            "com.webauthn4j.data.extension.authenticator.HMACGetSecretAuthenticatorInput",
            "com.webauthn4j.data.extension.client.AuthenticationExtensionsClientInputs",
            "com.webauthn4j.data.extension.client.AuthenticationExtensionsClientOutputs",
            "com.webauthn4j.data.extension.client.CredentialPropertiesOutput",
            "com.webauthn4j.data.jws.JWAIdentifier",
            "com.webauthn4j.data.jws.JWSHeader"
        })
final class WebAuthnReflection {

    private WebAuthnReflection() {}
}

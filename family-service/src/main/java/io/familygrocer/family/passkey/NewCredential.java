package io.familygrocer.family.passkey;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A new passkey: what {@code PublicKeyCredential.toJSON()} gives after {@code navigator.credentials.create()},
 * {@code RegistrationResponseJSON} of WebAuthn; further members are ignored.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NewCredential(
        @NotNull @Size(max = 1364) @Pattern(regexp = Base64Url.PATTERN, message = Base64Url.MESSAGE)
        String rawId,

        @NotNull @Pattern(regexp = "public-key") String type,
        @NotNull @Valid Attestation response) {

    @Override
    public String toString() {
        return "NewCredential[…]";
    }

    /**
     * What the authenticator said.
     *
     * @param transports how it can be reached; may be null
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Attestation(
            @NotNull @Size(max = 5462) @Pattern(regexp = Base64Url.PATTERN, message = Base64Url.MESSAGE)
            String clientDataJSON,

            @NotNull @Size(max = 21846) @Pattern(regexp = Base64Url.PATTERN, message = Base64Url.MESSAGE)
            String attestationObject,

            @Size(max = 10) List<@NotNull @Size(max = 20) @Pattern(regexp = "[a-z-]+") String> transports) {

        @Override
        public String toString() {
            return "Attestation[…]";
        }
    }
}

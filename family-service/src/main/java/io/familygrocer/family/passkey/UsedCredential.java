package io.familygrocer.family.passkey;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A passkey in use: what {@code PublicKeyCredential.toJSON()} gives after {@code navigator.credentials.get()},
 * {@code AuthenticationResponseJSON} of WebAuthn; further members are ignored.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record UsedCredential(
        @NotNull @Size(max = 1364) @Pattern(regexp = Base64Url.PATTERN, message = Base64Url.MESSAGE)
        String rawId,

        @NotNull @Pattern(regexp = "public-key") String type,
        @NotNull @Valid Assertion response) {

    @Override
    public String toString() {
        return "UsedCredential[…]";
    }

    /**
     * What the authenticator said.
     *
     * @param userHandle whose it is, by the id that the registration gave
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Assertion(
            @NotNull @Size(max = 5462) @Pattern(regexp = Base64Url.PATTERN, message = Base64Url.MESSAGE)
            String clientDataJSON,

            @NotNull @Size(max = 5462) @Pattern(regexp = Base64Url.PATTERN, message = Base64Url.MESSAGE)
            String authenticatorData,

            @NotNull @Size(max = 1366) @Pattern(regexp = Base64Url.PATTERN, message = Base64Url.MESSAGE)
            String signature,

            @NotNull @Size(max = 86) @Pattern(regexp = Base64Url.PATTERN, message = Base64Url.MESSAGE)
            String userHandle) {

        @Override
        public String toString() {
            return "Assertion[…]";
        }
    }
}

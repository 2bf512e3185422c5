package io.familygrocer.family.federation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Somebody who has come back from a provider.
 *
 * @param code what the provider has put into the address
 * @param state what the start of this sign-in gave
 * @param invite code or token of an invite, for who is new: a new account comes into its family, and is made where
 *     accounts need an invite; may be null
 */
public record FinishRequest(
        @NotBlank @Size(max = 4096) String code,
        @NotBlank @Size(max = 200) String state,
        @Size(max = 100) String invite) {

    @Override
    public String toString() {
        return "FinishRequest[…]";
    }
}

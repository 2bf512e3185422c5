package io.familygrocer.family.federation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Somebody who has come back from a provider that they add to their account.
 *
 * @param code what the provider has put into the address
 * @param state what the start gave
 */
public record LinkFinishRequest(
        @NotBlank @Size(max = 4096) String code,
        @NotBlank @Size(max = 200) String state) {

    @Override
    public String toString() {
        return "LinkFinishRequest[…]";
    }
}

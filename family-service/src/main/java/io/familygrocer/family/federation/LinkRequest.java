package io.familygrocer.family.federation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A yes, or the wish for a mail that asks for it.
 *
 * @param challenge what the sign-in with the provider gave
 */
public record LinkRequest(@NotBlank @Size(max = 200) String challenge) {

    @Override
    public String toString() {
        return "LinkRequest[…]";
    }
}

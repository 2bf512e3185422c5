package io.familygrocer.family.federation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A yes by mail.
 *
 * @param token what is at the end of the mail's link
 */
public record LinkConfirmation(@NotBlank @Size(max = 200) String token) {

    @Override
    public String toString() {
        return "LinkConfirmation[…]";
    }
}

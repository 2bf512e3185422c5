package io.familygrocer.family.verification;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * The token of a mail.
 */
public record TokenRequest(@NotNull @Size(max = 100) String token) {

    @Override
    public String toString() {
        return "TokenRequest[…]";
    }
}

package io.familygrocer.family.verification;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A new password, for the token of a mail.
 *
 * @param password 8 to 200 characters, or as the house has it
 */
public record PasswordResetRequest(
        @NotNull @Size(max = 100) String token,
        @NotNull @Size(max = 200) String password) {

    @Override
    public String toString() {
        return "PasswordResetRequest[…]";
    }
}

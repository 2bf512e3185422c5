package io.familygrocer.family.verification;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Another password.
 *
 * @param password the one until now; may be missing shortly after a sign-in, and where there is none
 * @param newPassword 8 to 200 characters, or as the house has it
 */
public record PasswordChangeRequest(
        @Size(max = 200) String password,
        @NotNull @Size(max = 200) String newPassword) {

    @Override
    public String toString() {
        return "PasswordChangeRequest[…]";
    }
}

package io.familygrocer.family.secondfactor;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The password of the account, once more. */
public record PasswordRequest(@NotNull @Size(max = 200) String password) {

    @Override
    public String toString() {
        return "PasswordRequest[…]";
    }
}

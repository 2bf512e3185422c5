package io.familygrocer.family.secondfactor;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The password of the account once more, and a code of the app or a recovery code. */
public record PasswordAndCodeRequest(
        @NotNull @Size(max = 200) String password,
        @NotNull @Size(max = 20) String code) {

    @Override
    public String toString() {
        return "PasswordAndCodeRequest[…]";
    }
}

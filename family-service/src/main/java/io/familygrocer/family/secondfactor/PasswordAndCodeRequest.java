package io.familygrocer.family.secondfactor;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Somebody who shows once more who they are.
 *
 * @param password of the account; may be missing shortly after a sign-in
 * @param code of the app, or a recovery code
 */
public record PasswordAndCodeRequest(
        @Size(max = 200) String password,
        @NotNull @Size(max = 20) String code) {

    @Override
    public String toString() {
        return "PasswordAndCodeRequest[…]";
    }
}

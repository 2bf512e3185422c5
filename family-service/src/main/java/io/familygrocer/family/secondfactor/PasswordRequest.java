package io.familygrocer.family.secondfactor;

import jakarta.validation.constraints.Size;

/**
 * Somebody who shows once more who they are.
 *
 * @param password of the account; may be missing shortly after a sign-in
 */
public record PasswordRequest(@Size(max = 200) String password) {

    @Override
    public String toString() {
        return "PasswordRequest[…]";
    }
}

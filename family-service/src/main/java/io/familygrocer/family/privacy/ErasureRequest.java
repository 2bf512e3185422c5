package io.familygrocer.family.privacy;

import jakarta.validation.constraints.Size;

/**
 * Somebody who really wants it.
 *
 * @param password theirs; may be missing shortly after a sign-in
 */
public record ErasureRequest(@Size(max = 200) String password) {

    @Override
    public String toString() {
        return "ErasureRequest[…]";
    }
}

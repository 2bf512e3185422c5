package io.familygrocer.family.federation;

import jakarta.validation.constraints.Size;

/**
 * Somebody who wants to sign in with a provider from now on.
 *
 * @param password theirs; may be missing shortly after a sign-in
 */
public record LinkStartRequest(@Size(max = 200) String password) {

    @Override
    public String toString() {
        return "LinkStartRequest[…]";
    }
}

package io.familygrocer.family.signin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * The second step of a sign-in.
 *
 * @param challenge of the first step
 * @param code of the authenticator app, or a recovery code
 */
public record SecondFactorRequest(
        @NotNull @Size(max = 200) String challenge,
        @NotNull @Size(max = 20) String code) {

    @Override
    public String toString() {
        return "SecondFactorRequest[…]";
    }
}

package io.familygrocer.family.signin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.familygrocer.family.Texts;

/** Somebody who says who they are. The bounds are only those that keep it from being a burden. */
public record SignInRequest(
        @NotNull @Size(max = 254) @Pattern(regexp = Texts.ONE_LINE, message = Texts.ONE_LINE_MESSAGE)
        String email,

        @NotNull @Size(max = 200) String password) {

    @Override
    public String toString() {
        return "SignInRequest[…]";
    }
}

package io.familygrocer.family.verification;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.familygrocer.family.Texts;

/** The address of somebody who has forgotten their password. */
public record ForgotPasswordRequest(
        @NotNull @Size(max = 254) @Pattern(regexp = Texts.ONE_LINE, message = Texts.ONE_LINE_MESSAGE)
        String email) {

    @Override
    public String toString() {
        return "ForgotPasswordRequest[…]";
    }
}

package io.familygrocer.family.verification;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.familygrocer.family.Texts;

/**
 * Another address.
 *
 * @param email up to 254 characters
 * @param password the one of the account; may be missing shortly after a sign-in
 */
public record EmailChangeRequest(
        @NotBlank @Size(max = 254) @Email @Pattern(regexp = Texts.ONE_LINE, message = Texts.ONE_LINE_MESSAGE)
        String email,

        @Size(max = 200) String password) {

    @Override
    public String toString() {
        return "EmailChangeRequest[…]";
    }
}

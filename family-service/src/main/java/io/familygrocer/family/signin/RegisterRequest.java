package io.familygrocer.family.signin;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.familygrocer.family.Texts;

/**
 * A new account.
 *
 * @param email up to 254 characters
 * @param password 8 to 200 characters of any kind, or as the house has it; none of the most common ones
 * @param displayName what others see, up to 60 characters in one line
 * @param invite the code or the link's token of an invite, whose family the new person comes into; may be null where
 *     everybody may register
 */
public record RegisterRequest(
        @NotBlank @Size(max = 254) @Email @Pattern(regexp = Texts.ONE_LINE, message = Texts.ONE_LINE_MESSAGE)
        String email,

        @NotNull @Size(max = 200) String password,

        @NotBlank @Size(max = 60) @Pattern(regexp = Texts.ONE_LINE, message = Texts.ONE_LINE_MESSAGE)
        String displayName,

        @Size(min = 1, max = 100) String invite) {

    @Override
    public String toString() {
        return "RegisterRequest[…]";
    }
}

package io.familygrocer.family.passkey;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.familygrocer.family.Texts;

/**
 * Another name for a passkey.
 *
 * @param name what its person calls it, up to 60 characters in one line
 */
public record PasskeyNameRequest(
        @NotBlank @Size(max = 60) @Pattern(regexp = Texts.ONE_LINE, message = Texts.ONE_LINE_MESSAGE)
        String name) {}

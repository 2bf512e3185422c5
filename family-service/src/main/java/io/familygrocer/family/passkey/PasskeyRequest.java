package io.familygrocer.family.passkey;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.familygrocer.family.Texts;

/**
 * A passkey to be added.
 *
 * @param name what its person calls it, up to 60 characters in one line
 */
public record PasskeyRequest(
        @NotBlank @Size(max = 60) @Pattern(regexp = Texts.ONE_LINE, message = Texts.ONE_LINE_MESSAGE)
        String name,

        @NotNull @Valid NewCredential credential) {}

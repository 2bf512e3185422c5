package io.familygrocer.family.profile;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.familygrocer.family.Texts;

/**
 * What a person wants to be called.
 *
 * @param displayName what others see, up to 60 characters in one line
 */
public record ProfileRequest(
        @NotBlank @Size(max = 60) @Pattern(regexp = Texts.ONE_LINE, message = Texts.ONE_LINE_MESSAGE)
        String displayName) {}

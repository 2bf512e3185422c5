package io.familygrocer.list.copy;

import jakarta.validation.constraints.NotBlank;

/**
 * How to copy a list.
 *
 * @param name what the copy is called
 * @param template whether lists are made from the copy and nothing is bought from it; null for no
 * @param openOnly leaves out what is checked; null for no
 */
public record CopyRequest(
        @NotBlank(message = "must not be empty") String name, Boolean template, Boolean openOnly) {}

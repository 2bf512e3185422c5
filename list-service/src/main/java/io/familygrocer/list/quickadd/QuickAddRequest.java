package io.familygrocer.list.quickadd;

import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A text to read items from.
 *
 * @param text as it was typed or pasted
 * @param languages tags of BCP 47, the likeliest first, as hints; null for none
 */
public record QuickAddRequest(
        @NotBlank(message = "must not be empty") String text,

        @Size(max = 8, message = "must be at most {max}")
        List<
                        @NotNull(message = "must not be null")
                        @Size(min = 2, max = 35, message = "must be {min} to {max} characters") String>
                languages) {

    /** The hints, never null. */
    List<String> hints() {
        return languages == null ? List.of() : languages;
    }
}

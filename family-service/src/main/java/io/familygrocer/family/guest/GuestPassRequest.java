package io.familygrocer.family.guest;

import java.time.Instant;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.familygrocer.family.Texts;
import io.familygrocer.family.family.PassScope;

/**
 * A guest pass to be issued.
 *
 * @param listId one of the family's lists; a list of nobody, or of others, is one that the pass does not open
 * @param may null is check
 * @param label who or what it is for, up to 60 characters in one line: what others see of the guest
 * @param expiresAt when it ends, at most 90 days ahead; null where {@code expiresInHours} says it, or neither: a day
 * @param expiresInHours from 1
 * @param uses how many devices may redeem it, 1 to 100; null is 1
 */
public record GuestPassRequest(
        @NotNull UUID listId,
        PassScope may,

        @NotBlank @Size(max = 60) @Pattern(regexp = Texts.ONE_LINE, message = Texts.ONE_LINE_MESSAGE)
        String label,

        Instant expiresAt,
        @Min(1) @Max(8760) Integer expiresInHours,
        @Min(1) @Max(100) Integer uses) {

    /** Fills in what was left out. */
    public GuestPassRequest {
        may = may == null ? PassScope.CHECK : may;
        uses = uses == null ? 1 : uses;
    }
}

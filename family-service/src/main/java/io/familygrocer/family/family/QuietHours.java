package io.familygrocer.family.family;

import java.time.LocalTime;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.NotNull;

import com.fasterxml.jackson.annotation.JsonFormat;

/**
 * When no notification may sound, in the time zone that is kept beside it.
 *
 * @param from the first quiet minute; later than {@code to} where the night is meant
 * @param to the first minute that is not quiet any more
 */
@Embeddable
public record QuietHours(
        @NotNull @JsonFormat(pattern = "HH:mm") @Column(name = "quiet_from")
        LocalTime from,

        @NotNull @JsonFormat(pattern = "HH:mm") @Column(name = "quiet_to")
        LocalTime to) {}

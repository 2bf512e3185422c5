package io.familygrocer.family.guest;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The token that a device got last. */
public record GuestRefreshRequest(@NotNull @Size(max = 200) String refreshToken) {

    @Override
    public String toString() {
        return "GuestRefreshRequest[…]";
    }
}

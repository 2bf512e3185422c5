package io.familygrocer.family.session;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A refresh token, to be used or given back. */
public record RefreshRequest(@NotNull @Size(max = 200) String refreshToken) {

    @Override
    public String toString() {
        return "RefreshRequest[…]";
    }
}

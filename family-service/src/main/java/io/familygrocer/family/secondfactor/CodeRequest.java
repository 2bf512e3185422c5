package io.familygrocer.family.secondfactor;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A code of the authenticator app. */
public record CodeRequest(@NotNull @Size(max = 20) String code) {

    @Override
    public String toString() {
        return "CodeRequest[…]";
    }
}

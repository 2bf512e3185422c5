package io.familygrocer.family.session;

import java.util.Arrays;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Why a session is over. */
public enum EndReason {
    /** Its own client signed out. */
    SIGN_OUT("sign-out"),
    /** Its owner ended it from the list of sessions. */
    ENDED("ended"),
    /** Its owner ended all, or all others. */
    ALL_ENDED("all-ended"),
    /** A spent refresh token came back: two hold the session. */
    REUSE("reuse"),
    /** One session too many: the least recently used gave way. */
    SURPLUS("surplus"),
    /** The password was changed or reset. */
    PASSWORD_CHANGED("password-changed"),
    /** The account is erased. */
    ERASED("erased");

    private final String wire;

    EndReason(String wire) {
        this.wire = wire;
    }

    /** The word in events and in the database. */
    public String wire() {
        return wire;
    }

    /** For the database. */
    @Converter(autoApply = true)
    static class Column implements AttributeConverter<EndReason, String> {

        @Override
        public String convertToDatabaseColumn(EndReason reason) {
            return reason == null ? null : reason.wire;
        }

        @Override
        public EndReason convertToEntityAttribute(String wire) {
            return Arrays.stream(values())
                    .filter(reason -> reason.wire.equals(wire))
                    .findAny()
                    .orElse(null);
        }
    }
}

package io.familygrocer.family.secondfactor;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.familygrocer.family.secret.Vault;

/** Ten codes for the day on which the phone is gone: 50 bits each, so that a keyed hash of them is enough. */
@ApplicationScoped
class RecoveryCodes {

    static final int COUNT = 10;

    private static final int BYTES = 7;
    private static final int HALF = 5;

    private final SecureRandom random = new SecureRandom();
    private final Vault vault;

    RecoveryCodes(Vault vault) {
        this.vault = vault;
    }

    /** New ones, each like {@code abcde-fghij}. */
    List<String> make() {
        return Stream.generate(this::one).limit(COUNT).toList();
    }

    /** What the database knows of a code, however it was typed. */
    String hash(UUID personId, String typed) {
        return vault.fingerprint("recovery code", personId + " " + canonical(typed));
    }

    private String one() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = Base32.encode(bytes).toLowerCase(Locale.ROOT);
        return text.substring(0, HALF) + "-" + text.substring(HALF, 2 * HALF);
    }

    private static String canonical(String typed) {
        return typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    }
}

package io.familygrocer.family.door;

import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.secret.Vault;

/**
 * Makes the secrets that open an invite or a guest pass, and what they are found by. A secret is a keyed hash of the id
 * of what it opens: who has only the database can't make it, and it can be shown again without being kept.
 *
 * <p>A code is for reading out: 8 characters of Crockford's base 32, 40 bits; small letters, spaces and hyphens, and O,
 * I and L for 0 and 1, are understood. A token is for links: 128 bits in base64url.
 */
@ApplicationScoped
public class DoorKeys {

    private static final int CODE_LENGTH = 8;
    private static final int BITS = 5;
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TOKEN_BYTES = 16;
    private static final int TOKEN_LENGTH = 22;

    private final Vault vault;
    private final URI publicUrl;

    DoorKeys(Vault vault, FamilyConfig config) {
        this.vault = vault;
        this.publicUrl = config.publicUrl();
    }

    /** The secrets of a door. */
    public DoorKey of(Door door, UUID id) {
        byte[] code = derive(door, "code", id);
        byte[] token = Arrays.copyOf(derive(door, "token", id), TOKEN_BYTES);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        return new DoorKey(code(code), link(door, text), fingerprint(door, code(code)), fingerprint(door, text));
    }

    /** What a door is found by that a code or token opens, however it was spelt. */
    public String fingerprint(Door door, String typed) {
        return vault.fingerprint(door.purpose(), canonical(typed));
    }

    private byte[] derive(Door door, String kind, UUID id) {
        return Base64.getUrlDecoder().decode(vault.fingerprint(door.purpose() + " " + kind, id.toString()));
    }

    private URI link(Door door, String token) {
        String base = publicUrl.toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + door.path() + "/" + token);
    }

    private static String code(byte[] random) {
        var code = new StringBuilder(CODE_LENGTH);
        for (int i = 0; i < CODE_LENGTH; i++) {
            // One byte a character: the upper bits are not needed.
            code.append(ALPHABET.charAt(random[i] & ((1 << BITS) - 1)));
        }
        return code.toString();
    }

    /** The one spelling of a code or token that people may have spelt in many ways. */
    static String canonical(String typed) {
        if (typed.length() == TOKEN_LENGTH) {
            return typed;
        }
        return typed.replaceAll("[\\s-]", "")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }

    /**
     * The secrets of one door.
     *
     * @param code to read out: a secret
     * @param link to send, ending with the token: a secret
     * @param codeHash what the door is found by when the code is given
     * @param tokenHash what the door is found by when the token is given
     */
    public record DoorKey(String code, URI link, String codeHash, String tokenHash) {

        @Override
        public String toString() {
            return "DoorKey[…]";
        }
    }
}

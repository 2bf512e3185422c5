package io.familygrocer.family.throttle;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.familygrocer.family.secret.Vault;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Knows a device again that has signed in before, by a value that it keeps. It opens nothing: attempts from such a device
 * are counted apart from those of strangers, who so can't keep the owner out. Nothing is stored for it.
 */
@ApplicationScoped
public class KnownDevices {

    private static final int NONCE_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Vault vault;
    private final InstantSource clock;
    private final ThrottleConfig config;

    KnownDevices(Vault vault, InstantSource clock, ThrottleConfig config) {
        this.vault = vault;
        this.clock = clock;
        this.config = config;
    }

    /** A new value for a device on which the person of an address has just signed in. */
    public String issue(String email) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return sign(nonce + "." + clock.instant().plus(config.knownDevice()).getEpochSecond(), email);
    }

    /** What attempts of the device are counted by; empty where the value is none of ours for this address. */
    Optional<Guesser> find(String value, String email) {
        int end = value == null ? -1 : value.lastIndexOf('.');
        if (end < 0) {
            return Optional.empty();
        }
        String signed = sign(value.substring(0, end), email);
        if (!MessageDigest.isEqual(signed.getBytes(UTF_8), value.getBytes(UTF_8)) || isOver(value.substring(0, end))) {
            return Optional.empty();
        }
        return Optional.of(new Guesser("device " + value.substring(0, end), false));
    }

    private boolean isOver(String head) {
        long until = Long.parseLong(head.substring(head.indexOf('.') + 1));
        return Instant.ofEpochSecond(until).isBefore(clock.instant());
    }

    private String sign(String head, String email) {
        return head + "."
                + vault.fingerprint("known device", head + " " + email.strip().toLowerCase(Locale.ROOT));
    }
}

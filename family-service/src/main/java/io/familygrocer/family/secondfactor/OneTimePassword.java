package io.familygrocer.family.secondfactor;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Time-based one-time passwords (RFC 6238) of the one form that every authenticator app knows: HMAC-SHA-1, 6 digits, 30
 * seconds. The code before and the code after the current one are good too, for clocks that are off.
 */
final class OneTimePassword {

    static final int DIGITS = 6;
    static final int STEP_SECONDS = 30;

    private static final int DRIFT = 1;
    private static final int MODULUS = 1_000_000;

    private OneTimePassword() {}

    /** The step of a time. */
    static long step(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), STEP_SECONDS);
    }

    /** The code of a step. */
    static String code(byte[] secret, long step) {
        return "%06d".formatted(truncate(hmac(secret, step)) % MODULUS);
    }

    /** Which step a code is of, among those that are good now and newer than the last one; empty where it is of none. */
    static OptionalLong find(byte[] secret, String code, Instant now, long lastStep) {
        long current = step(now);
        for (long step = Math.max(current - DRIFT, lastStep + 1); step <= current + DRIFT; step++) {
            if (MessageDigest.isEqual(code(secret, step).getBytes(US_ASCII), code.getBytes(US_ASCII))) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    /** RFC 4226, 5.3: 31 bits from where the last four bits point. */
    static int truncate(byte[] hmac) {
        int offset = hmac[hmac.length - 1] & 0xf;
        return ByteBuffer.wrap(hmac).getInt(offset) & Integer.MAX_VALUE;
    }

    static byte[] hmac(byte[] secret, long step) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-1 is not available", e);
        }
    }
}

package io.familygrocer.family.account;

import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Pattern;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

import io.familygrocer.platform.web.RandomSecret;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A password's Argon2id hash (RFC 9106, version 1.3) together with what it was made with; as text in the PHC string
 * format, {@code $argon2id$v=19$m=19456,t=2,p=1$salt$tag}. Hashing takes tens of milliseconds of a core by design.
 *
 * @param memory in KiB
 */
record PasswordHash(int memory, int iterations, int parallelism, byte[] salt, byte[] tag) {

    private static final int SALT_BYTES = 16;
    private static final int TAG_BYTES = 32;
    private static final Pattern PHC =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    /**
     * Hashes a password with a new salt.
     *
     * @param blocks where the memory comes from, a KiB each
     */
    static PasswordHash of(String password, int memory, int iterations, int parallelism, BlockPool blocks) {
        byte[] salt = RandomSecret.bytes(SALT_BYTES);
        byte[] tag = argon2id(password, memory, iterations, parallelism, salt, TAG_BYTES, blocks);
        return new PasswordHash(memory, iterations, parallelism, salt, tag);
    }

    /** One that no password matches, and that takes as long to find out as one of {@link #of}. */
    static PasswordHash ofNobody(int memory, int iterations, int parallelism) {
        return new PasswordHash(
                memory, iterations, parallelism, RandomSecret.bytes(SALT_BYTES), RandomSecret.bytes(TAG_BYTES));
    }

    /**
     * Reads the PHC string format.
     *
     * @throws IllegalArgumentException where it is no hash by Argon2id, version 1.3
     */
    static PasswordHash parse(String phc) {
        var parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not an Argon2id hash in PHC format");
        }
        return new PasswordHash(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                Base64.getDecoder().decode(parts.group(4)),
                Base64.getDecoder().decode(parts.group(5)));
    }

    /** Whether it costs an attacker less than a hash of these parameters. */
    boolean isWeakerThan(int wantedMemory, int wantedIterations) {
        return memory < wantedMemory || iterations < wantedIterations;
    }

    /** The PHC string format. */
    String phc() {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(memory, iterations, parallelism, base64.encodeToString(salt), base64.encodeToString(tag));
    }

    /**
     * Whether this is the hash of the password; the comparison takes the same time for each.
     *
     * @param blocks where the memory comes from, a KiB each
     */
    boolean matches(String password, BlockPool blocks) {
        return MessageDigest.isEqual(
                tag, argon2id(password, memory, iterations, parallelism, salt, tag.length, blocks));
    }

    private static byte[] argon2id(
            String password, int memory, int iterations, int parallelism, byte[] salt, int length, BlockPool blocks) {
        var parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(iterations)
                .withParallelism(parallelism)
                .withSalt(salt)
                .withBlockPool(blocks)
                .build();
        var generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] tag = new byte[length];
        // NIST SP 800-63B: the same password may arrive composed or decomposed, depending on the keyboard.
        generator.generateBytes(
                Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(UTF_8), tag);
        return tag;
    }

    @Override
    public String toString() {
        return "PasswordHash[m=%d,t=%d,p=%d]".formatted(memory, iterations, parallelism);
    }
}

package io.familygrocer.family.account;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.platform.web.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Which passwords may be chosen, as NIST SP 800-63B, 3.1.1.2, has it: long enough, none that everybody tries first, and
 * no rules about kinds of characters.
 */
@ApplicationScoped
public class PasswordPolicy {

    /** Characters that a password has at most: enough for a long sentence, and nothing to keep a server busy with. */
    public static final int MAX_LENGTH = 200;

    private static final String COMMON = "/passwords/common.txt";

    private final int minLength;
    private final Set<String> common;

    PasswordPolicy(FamilyConfig config) {
        this.minLength = config.passwords().minLength();
        this.common = read();
    }

    /** Characters that a new password has at least. */
    public int minLength() {
        return minLength;
    }

    /**
     * Whether somebody may choose a password.
     *
     * @param field what it is called in the request
     * @param own what others know of the person, such as their address
     * @throws ProblemException 400 that names the field and says why not
     */
    void demand(String field, String password, Collection<String> own) {
        int length = password.codePointCount(0, password.length());
        if (length < minLength || length > MAX_LENGTH) {
            throw ProblemException.invalid(field, "must have %d to %d characters".formatted(minLength, MAX_LENGTH));
        }
        String folded = fold(password);
        if (common.contains(folded)) {
            throw ProblemException.invalid(field, "is one of the most common passwords");
        }
        for (String word : own) {
            String known = fold(word);
            if (folded.equals(known) || folded.equals(known.replaceFirst("@.*", ""))) {
                throw ProblemException.invalid(field, "must not be your name or address");
            }
        }
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    private static Set<String> read() {
        try (var lines =
                new BufferedReader(new InputStreamReader(PasswordPolicy.class.getResourceAsStream(COMMON), UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

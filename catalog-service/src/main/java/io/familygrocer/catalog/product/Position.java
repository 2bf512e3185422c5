package io.familygrocer.catalog.product;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

import io.familygrocer.platform.web.ProblemException;

/**
 * Where a page of products ended: what the next one comes after.
 *
 * @param rank how good a match it was, the lower the better; 0 without a search
 * @param sort the product's name as it is sorted
 */
record Position(int rank, String sort, String id) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,3})/([a-z0-9-]{1,64})/(.{0,200})");

    String encoded() {
        byte[] text = "%d/%s/%s".formatted(rank, id, sort).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /**
     * Reads what {@link #encoded} has written.
     *
     * @throws ProblemException 400 where it is something else
     */
    static Position of(String encoded) {
        try {
            var parts = FORM.matcher(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
            if (parts.matches() && parts.group(3).indexOf('\0') < 0) {
                return new Position(Integer.parseInt(parts.group(1)), parts.group(3), parts.group(2));
            }
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
        throw wrong();
    }

    private static ProblemException wrong() {
        return ProblemException.invalid("after", "must be the value of next of the page before");
    }
}

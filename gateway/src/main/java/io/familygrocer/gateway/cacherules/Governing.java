package io.familygrocer.gateway.cacherules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an answer says to this cache.
 *
 * @param directives of the field that is meant for it
 * @param targeted whether that is a field for caches in front of a service: {@code Expires} counts for nothing then
 */
public record Governing(Directives directives, boolean targeted) {
    /** A dictionary of structured fields (RFC 9651): keys are in lower case, values are bare items. */
    private static final Pattern MEMBER = Pattern.compile("[a-z*][a-z0-9_.*-]*(=(?<value>-?[0-9]{1,15}(\\.[0-9]{1,3})?"
            + "|\"([^\"\\\\]|\\\\[\"\\\\])*\"|[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*|\\?[01]|:[A-Za-z0-9+/=]*:))?"
            + "(;\\s*[a-z*][a-z0-9_.*-]*(=[^;,]*)?)*");

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
    private static final Set<String> IN_SECONDS =
            Set.of("max-age", "s-maxage", "stale-while-revalidate", "stale-if-error");

    /**
     * {@code CDN-Cache-Control} (RFC 9213) before {@code Surrogate-Control} (W3C's edge architecture) before
     * {@code Cache-Control}.
     */
    public static Governing of(Fields answer) {
        var cdn = answer.all("cdn-cache-control");
        if (!cdn.isEmpty()) {
            var directives = dictionary(String.join(",", cdn));
            if (directives.isPresent()) {
                return new Governing(directives.get(), true);
            }
        }
        var surrogate = answer.has("surrogate-control") ? untargeted(answer.all("surrogate-control")) : "";
        if (!surrogate.isEmpty()) {
            return new Governing(Directives.parse(List.of(surrogate)), true);
        }
        return new Governing(Directives.parse(answer.all("cache-control")), false);
    }

    /** Nothing where it is no dictionary, is empty, or has a time that is no number: then it is as if it weren't there. */
    private static Optional<Directives> dictionary(String text) {
        Map<String, String> values = new HashMap<>();
        for (int at = 0; at < text.length(); ) {
            int end = Directives.endOfMember(text, at);
            var member = text.substring(at, end).strip();
            var matcher = MEMBER.matcher(member);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            var key = member.split("[=;]", 2)[0];
            var value = matcher.group("value");
            if (IN_SECONDS.contains(key)
                    && (value == null || !INTEGER.matcher(value).matches())) {
                return Optional.empty();
            }
            if (!"?0".equals(value)) {
                values.put(key, value == null || value.equals("?1") ? "" : value.replace("\"", ""));
            }
            at = end + 1;
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(new Directives(values));
    }

    /** What is said to every surrogate; what names one names another one. */
    private static String untargeted(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Pattern.compile(",").splitAsStream(line))
                .map(String::strip)
                .filter(member -> !member.isEmpty() && member.indexOf(';') < 0)
                .collect(Collectors.joining(","));
    }
}

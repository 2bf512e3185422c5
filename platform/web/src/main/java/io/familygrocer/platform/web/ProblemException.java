package io.familygrocer.platform.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A refusal on its way to the client. Thrown by services, which need not know HTTP; {@link ProblemMappers} turns it into
 * a problem document of RFC 9457. It carries no stack trace: it is an answer, not an accident.
 */
public final class ProblemException extends RuntimeException {

    /** The member that says for how many seconds to stay away; it is the header {@code Retry-After} too. */
    public static final String RETRY_AFTER = "retryAfter";

    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final transient List<FieldError> errors;
    private final transient Map<String, Object> extensions;

    private ProblemException(ProblemType type, String detail, List<FieldError> errors, Map<String, Object> extensions) {
        super(detail, null, false, false);
        this.type = type;
        this.errors = errors;
        this.extensions = extensions;
    }

    /** A refusal with a sentence about this occurrence; {@code detail} may be null where the title says it all. */
    public static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(type, detail, List.of(), Map.of());
    }

    /** A refusal of one field of the request. */
    public static ProblemException invalid(String field, String detail) {
        return new ProblemException(
                CommonProblem.INVALID_REQUEST,
                "%s: %s".formatted(field, detail),
                List.of(new FieldError(field, detail)),
                Map.of());
    }

    /** What is not there, or not the caller's. */
    public static ProblemException notFound() {
        return of(CommonProblem.NOT_FOUND, null);
    }

    /** The same refusal with one more member in the document, for clients that act on it; see RFC 9457, 3.2. */
    public ProblemException with(String name, Object value) {
        var more = new LinkedHashMap<>(extensions);
        more.put(name, value);
        return new ProblemException(type, getMessage(), errors, more);
    }

    /** What kind of refusal it is. */
    public ProblemType type() {
        return type;
    }

    /** The fields that are wrong; empty where no single field is. */
    public List<FieldError> errors() {
        return errors;
    }

    /** Further members of the document, in the order in which they were added. */
    public Map<String, Object> extensions() {
        return extensions;
    }

    /** One field of a request and what is wrong with it, the limit included. */
    public record FieldError(String field, String detail) {}
}

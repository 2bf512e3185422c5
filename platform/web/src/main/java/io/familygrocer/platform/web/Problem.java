package io.familygrocer.platform.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A problem document as of RFC 9457.
 *
 * @param type a URN that stays the same for the kind of problem
 * @param title the kind in a few words
 * @param status the HTTP status
 * @param detail what happened this time; null where the title says it all
 * @param instance the path that was asked for; null inside another document
 * @param traceId what to tell the operator, as of W3C trace context; null without tracing
 * @param errors the fields that are wrong, left out where there are none
 * @param extensions further members
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String traceId,
        List<ProblemException.FieldError> errors,
        @JsonAnyGetter Map<String, Object> extensions) {

    /** The media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The document of a refusal, to be put inside another document: without a path and a trace. */
    public static Problem of(ProblemException refusal) {
        return of(refusal, null, null);
    }

    static Problem of(ProblemException refusal, String instance, String traceId) {
        return new Problem(
                typeOf(refusal.type().name()),
                refusal.type().title(),
                refusal.type().status(),
                refusal.getMessage(),
                instance,
                traceId,
                refusal.errors(),
                new LinkedHashMap<>(refusal.extensions()));
    }

    static String typeOf(String name) {
        return "urn:family-grocer:problem:" + name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

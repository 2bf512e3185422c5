package io.familygrocer.platform.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.opentelemetry.api.trace.Span;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns whatever went wrong in a request into a problem document of RFC 9457. No class name and no stack trace leaves
 * the service; what is our own fault is logged with the trace id that the client sees.
 */
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    /** The answer that a service chose. */
    @ServerExceptionMapper
    public Response refusal(ProblemException refusal, UriInfo uri) {
        return answer(Problem.of(refusal, path(uri), traceId()));
    }

    /** Bounds of a request record or parameter that do not hold. */
    @ServerExceptionMapper
    public Response violations(ConstraintViolationException e, UriInfo uri) {
        var errors = e.getConstraintViolations().stream()
                .map(v -> new ProblemException.FieldError(field(v), v.getMessage()))
                .sorted((a, b) -> a.field().compareTo(b.field()))
                .toList();
        return invalid(
                uri,
                errors.size() == 1 ? sentence(errors.getFirst()) : errors.size() + " fields are not valid",
                errors);
    }

    /** JSON that reads but doesn't fit: unknown fields, wrong types, missing values. */
    @ServerExceptionMapper
    public Response mismatch(MismatchedInputException e, UriInfo uri) {
        var error = new ProblemException.FieldError(field(e), reason(e));
        return invalid(uri, sentence(error), List.of(error));
    }

    /** What the HTTP layer refuses by itself, broken JSON among it. */
    @ServerExceptionMapper
    public Response http(WebApplicationException e, UriInfo uri) {
        if (e.getCause() instanceof MismatchedInputException mismatch) {
            return mismatch(mismatch, uri);
        }
        if (e.getCause() instanceof JsonProcessingException broken) {
            return invalid(uri, "The body is not valid JSON" + place(broken), List.of());
        }
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return fault(e, uri);
        }
        if (status < 400) {
            return e.getResponse();
        }
        var reason = Response.Status.fromStatusCode(status);
        String title = reason == null ? "Refused" : reason.getReasonPhrase();
        return answer(new Problem(
                Problem.typeOf(title.replace(' ', '-')),
                title,
                status,
                null,
                path(uri),
                traceId(),
                List.of(),
                Map.of()));
    }

    /** No token where one is needed. */
    @ServerExceptionMapper
    public Response unauthenticated(UnauthorizedException e, UriInfo uri) {
        return challenge(uri);
    }

    /** A token that does not verify: expired, altered, for somebody else. */
    @ServerExceptionMapper
    public Response unauthenticated(AuthenticationFailedException e, UriInfo uri) {
        return challenge(uri);
    }

    /** An endpoint that nobody may call. */
    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e, UriInfo uri) {
        return refusal(ProblemException.of(CommonProblem.FORBIDDEN, null), uri);
    }

    /** Our own fault. */
    @ServerExceptionMapper
    public Response fault(Throwable e, UriInfo uri) {
        LOG.errorf(e, "A request failed: %s", path(uri));
        return answer(new Problem(
                Problem.typeOf("internal"),
                "Something went wrong on our side",
                500,
                "It has been logged. Tell the operator the trace id.",
                path(uri),
                traceId(),
                List.of(),
                Map.of()));
    }

    private Response challenge(UriInfo uri) {
        var problem = Problem.of(ProblemException.of(CommonProblem.UNAUTHENTICATED, null), path(uri), traceId());
        return Response.fromResponse(answer(problem))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    private Response invalid(UriInfo uri, String detail, List<ProblemException.FieldError> errors) {
        var type = CommonProblem.INVALID_REQUEST;
        return answer(new Problem(
                Problem.typeOf(type.name()),
                type.title(),
                type.status(),
                detail,
                path(uri),
                traceId(),
                errors,
                Map.of()));
    }

    private static Response answer(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                // Null leaves it out.
                .header(HttpHeaders.RETRY_AFTER, problem.extensions().get(ProblemException.RETRY_AFTER))
                .entity(problem)
                .build();
    }

    private static String path(UriInfo uri) {
        return uri.getRequestUri().getRawPath();
    }

    private static String traceId() {
        var context = Span.current().getSpanContext();
        return context.isValid() ? context.getTraceId() : null;
    }

    private static String sentence(ProblemException.FieldError error) {
        return "%s: %s".formatted(error.field(), error.detail());
    }

    /** The path below the method's parameter: {@code create.request.items[3].name} is {@code items[3].name} to a client. */
    private static String field(ConstraintViolation<?> violation) {
        var names = new ArrayList<String>();
        Path.Node previous = null;
        for (Path.Node node : violation.getPropertyPath()) {
            boolean body = previous != null
                    && previous.getKind() == jakarta.validation.ElementKind.PARAMETER
                    && !names.isEmpty();
            if (body) {
                names.removeLast();
            }
            if (node.getKind() != jakarta.validation.ElementKind.METHOD) {
                names.add(node.toString());
            }
            previous = node;
        }
        return names.isEmpty() ? "body" : String.join(".", names);
    }

    private static String field(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : "." + r.getFieldName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "body" : path.startsWith(".") ? path.substring(1) : path;
    }

    private static String reason(MismatchedInputException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> "is not a known field" + known(unknown);
            case InvalidFormatException format
            when format.getTargetType().isEnum() ->
                "must be one of "
                        + List.of(format.getTargetType().getEnumConstants())
                                .toString()
                                .toLowerCase(Locale.ROOT);
            default -> e.getTargetType() == null ? "has the wrong type" : "must be " + typeName(e.getTargetType());
        };
    }

    private static String known(UnrecognizedPropertyException e) {
        var ids = e.getKnownPropertyIds();
        return ids == null || ids.isEmpty()
                ? ""
                : "; known are " + ids.stream().map(Object::toString).sorted().toList();
    }

    private static String typeName(Class<?> type) {
        if (Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class) {
            return "a number";
        }
        return switch (type.getSimpleName()) {
            case "String" -> "a text";
            case "boolean", "Boolean" -> "true or false";
            case "UUID" -> "a UUID";
            case "List", "ArrayList", "Set" -> "a list";
            default -> "an object of the documented form";
        };
    }

    private static String place(JsonProcessingException e) {
        var at = e.getLocation();
        return at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    }
}

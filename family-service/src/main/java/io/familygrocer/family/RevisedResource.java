package io.familygrocer.family;

import java.util.function.LongPredicate;

import jakarta.ws.rs.core.HttpHeaders;

import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.platform.web.RevisionTag;

/** How resources answer with a document that has an entity tag. */
public final class RevisedResource {

    private RevisedResource() {}

    /** Whether a change may be made, as {@code If-Match} says; null lets any be made. */
    public static LongPredicate expected(String ifMatch) {
        return revision -> ifMatch == null || RevisionTag.matches(ifMatch, revision);
    }

    /** The document, or 304 where {@code If-None-Match} names its revision; null is never that. */
    public static <T> RestResponse<T> of(Revised<T> found, String ifNoneMatch) {
        boolean known = ifNoneMatch != null && RevisionTag.matches(ifNoneMatch, found.revision());
        return (known ? RestResponse.ResponseBuilder.<T>notModified() : RestResponse.ResponseBuilder.ok(found.value()))
                .header(HttpHeaders.ETAG, RevisionTag.of(found.revision()))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }
}

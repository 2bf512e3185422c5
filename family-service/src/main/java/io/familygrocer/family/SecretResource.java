package io.familygrocer.family;

import jakarta.ws.rs.core.HttpHeaders;

import org.jboss.resteasy.reactive.RestResponse;

/** How resources answer with what nobody on the way may keep. */
public final class SecretResource {

    private SecretResource() {}

    /** 200 with a document that is not stored. */
    public static <T> RestResponse<T> ok(T entity) {
        return of(200, entity);
    }

    /** Another status with a document that is not stored. */
    public static <T> RestResponse<T> of(int status, T entity) {
        return RestResponse.ResponseBuilder.<T>create(status)
                .entity(entity)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}

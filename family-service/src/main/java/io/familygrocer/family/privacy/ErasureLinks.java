package io.familygrocer.family.privacy;

import java.net.URI;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.familygrocer.family.FamilyConfig;

/** Where the report of an erasure is read. */
@ApplicationScoped
class ErasureLinks {

    private final URI base;

    ErasureLinks(FamilyConfig config) {
        String url = config.publicUrl().toString();
        this.base = URI.create(url.endsWith("/") ? url : url + "/");
    }

    /** The report as JSON. */
    URI report(UUID erasureId, ErasureToken token) {
        return base.resolve("api/erasures/%s?token=%s".formatted(erasureId, token.value()));
    }

    /** The web client's page of it; what is behind # is in no log. */
    URI page(UUID erasureId, ErasureToken token) {
        return base.resolve("erasure/%s#%s".formatted(erasureId, token.value()));
    }
}

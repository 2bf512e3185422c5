package io.familygrocer.family.preferences;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

/** Changes a document as its client says by a JSON merge patch (RFC 7396); an object inside is replaced as a whole. */
@ApplicationScoped
class MergePatch {

    /** RFC 7396, section 4. */
    static final String MEDIA_TYPE = "application/merge-patch+json";

    private final ObjectMapper json;

    MergePatch(ObjectMapper json) {
        this.json = json;
    }

    /** The document after the change; what does not fit its form fails as a request body that does not. */
    <T> Uni<T> apply(T document, ObjectNode patch, Class<T> form) {
        ObjectNode changed = json.valueToTree(document);
        changed.setAll(patch);
        try {
            return Uni.createFrom().item(json.treeToValue(changed, form));
        } catch (JsonProcessingException e) {
            return Uni.createFrom().failure(e);
        }
    }
}

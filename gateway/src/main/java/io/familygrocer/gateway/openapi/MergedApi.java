package io.familygrocer.gateway.openapi;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One OpenAPI document of those of several services, as trees: whatever a service says passes, known to us or not. Paths
 * are there as the gateway routes them. What two services call by the same name and mean differently gets the name of the
 * service before its own, in the later of the two.
 */
final class MergedApi {
    private static final String COMPONENTS = "components";
    private static final String SCHEMES = "securitySchemes";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final ObjectNode root = JsonNodeFactory.instance.objectNode();
    private final ObjectNode info = root.put("openapi", "3.1.0").putObject("info");
    private final ArrayNode services = root.putArray("x-services");
    private final ArrayNode tags;
    private final ObjectNode paths;
    private final ObjectNode components;
    private final Set<String> operationIds = new HashSet<>();

    private MergedApi(String title, String version) {
        info.put("title", title).put("version", version);
        root.putArray("servers").addObject().put("url", "/");
        tags = root.putArray("tags");
        paths = root.putObject("paths");
        components = root.putObject(COMPONENTS);
    }

    /** The document of all parts, in their order. */
    static ObjectNode of(String title, String version, List<ApiPart> parts) {
        var all = new MergedApi(title, version);
        parts.forEach(all::add);
        return all.root;
    }

    private void add(ApiPart part) {
        services.addObject()
                .put("name", part.service())
                .put("document", part.state().label());
        if (part.document() == null) {
            return;
        }
        var document = part.document().deepCopy();
        var names = names(part.service(), document);
        rename(document, names);
        mergeComponents(document, names);
        mergeTags(document);
        document.path("paths").properties().forEach(path -> {
            if (part.routed().test(path.getKey()) && path.getValue() instanceof ObjectNode item) {
                addPath(part.service(), path.getKey(), item, document.get("security"));
            }
        });
    }

    /** The new names, by the references to the old ones, of what would clash. */
    private Map<String, String> names(String service, ObjectNode document) {
        var clashing = new HashMap<String, String>();
        boolean more = true;
        while (more) {
            more = false;
            for (var kind : document.path(COMPONENTS).properties()) {
                for (var component : kind.getValue().properties()) {
                    var name = component.getKey();
                    var there = components.path(kind.getKey()).get(name);
                    boolean clashes = there != null
                            && (!there.equals(component.getValue()) || refersToAny(component.getValue(), clashing));
                    if (clashes) {
                        more |= clashing.put(reference(kind.getKey(), name), service + "_" + name) == null;
                    }
                }
            }
        }
        return clashing;
    }

    private static boolean refersToAny(JsonNode node, Map<String, String> references) {
        if (node.isTextual()) {
            return references.containsKey(node.textValue());
        }
        for (var child : node) {
            if (refersToAny(child, references)) {
                return true;
            }
        }
        return false;
    }

    /** Changes each text that is such a reference: of {@code $ref}, and of the mappings of discriminators. */
    private static void rename(JsonNode node, Map<String, String> names) {
        if (names.isEmpty()) {
            return;
        }
        if (node instanceof ObjectNode object) {
            for (var field : List.copyOf(object.properties())) {
                var renamed = renamed(field.getValue(), names);
                if (renamed != null) {
                    object.put(field.getKey(), renamed);
                } else if (field.getKey().equals("security") && field.getValue().isArray()) {
                    field.getValue().forEach(requirement -> renameSchemes(requirement, names));
                } else {
                    rename(field.getValue(), names);
                }
            }
        } else {
            node.forEach(child -> rename(child, names));
        }
    }

    private static String renamed(JsonNode value, Map<String, String> names) {
        if (!value.isTextual()) {
            return null;
        }
        var text = value.textValue();
        var name = names.get(text);
        return name == null ? null : text.substring(0, text.lastIndexOf('/') + 1) + name;
    }

    /** A requirement names its schemes by their bare names. */
    private static void renameSchemes(JsonNode requirement, Map<String, String> names) {
        if (requirement instanceof ObjectNode object) {
            for (var scheme : List.copyOf(object.properties())) {
                var name = names.get(reference(SCHEMES, scheme.getKey()));
                if (name != null) {
                    object.remove(scheme.getKey());
                    object.set(name, scheme.getValue());
                }
            }
        }
    }

    private void mergeComponents(ObjectNode document, Map<String, String> names) {
        for (var kind : document.path(COMPONENTS).properties()) {
            if (!kind.getValue().isObject()) {
                continue;
            }
            var all = components.withObjectProperty(kind.getKey());
            for (var component : kind.getValue().properties()) {
                var name = names.get(reference(kind.getKey(), component.getKey()));
                all.set(name == null ? component.getKey() : name, component.getValue());
            }
        }
    }

    private void mergeTags(ObjectNode document) {
        for (var tag : document.path("tags")) {
            boolean known = false;
            for (var other : tags) {
                known |= other.path("name").equals(tag.path("name"));
            }
            if (!known) {
                tags.add(tag);
            }
        }
    }

    /** @param security what the service asks for where an operation says nothing; null for nothing */
    private void addPath(String service, String path, ObjectNode item, JsonNode security) {
        for (var field : item.properties()) {
            if (METHODS.contains(field.getKey()) && field.getValue() instanceof ObjectNode operation) {
                var id = operation.path("operationId").textValue();
                if (id != null && !operationIds.add(id)) {
                    operation.put("operationId", service + "_" + id);
                }
                if (security != null && !operation.has("security")) {
                    operation.set("security", security);
                }
            }
        }
        paths.set(path, item);
    }

    private static String reference(String kind, String name) {
        return "#/" + COMPONENTS + "/" + kind + "/" + name;
    }
}

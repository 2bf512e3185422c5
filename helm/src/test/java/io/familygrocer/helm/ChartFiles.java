package io.familygrocer.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The files of a chart that are made: values.schema.json and README.md, of the defaults and of what schema/ says. */
final class ChartFiles {

    static final List<String> CHARTS = List.of(
            "family-service",
            "list-service",
            "catalog-service",
            "notification-service",
            "gateway",
            "redis",
            "kafka",
            "family-grocer");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String chart;
    private final JsonNode about;
    private final ObjectNode defaults;
    private final Map<String, JsonNode> said = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();
    private final Map<String, String> rows = new TreeMap<>();

    private ChartFiles(String chart) {
        this.chart = chart;
        Path folder = folder(chart);
        this.about = yaml(folder.resolve("Chart.yaml"));
        this.defaults = JsonNodeFactory.instance.objectNode();
        boolean service = Charts.SERVICES.contains(chart);
        if (service) {
            merge(defaults, (ObjectNode)
                    yaml(Charts.SOURCE.resolve("library/values.yaml")).at("/exports/defaults"));
            say("service");
        }
        merge(defaults, (ObjectNode) yaml(folder.resolve("values.yaml")));
        if (!service || chart.equals("gateway")) {
            say(chart);
        }
    }

    static Path folder(String chart) {
        return Charts.SOURCE.resolve(chart.equals("family-grocer") ? chart : "charts/" + chart);
    }

    /** Each made file of a chart and what must be in it. */
    static Map<Path, String> of(String chart) {
        var files = new ChartFiles(chart);
        String schema = files.schema();
        if (!files.missing.isEmpty()) {
            throw new AssertionError(
                    "schema/ says nothing about these values of %s: %s".formatted(chart, files.missing));
        }
        return Map.of(
                folder(chart).resolve("values.schema.json"),
                schema,
                folder(chart).resolve("README.md"),
                files.readme());
    }

    private void say(String name) {
        yaml(Charts.SOURCE.resolve("schema/" + name + ".yaml"))
                .properties()
                .forEach(entry -> said.put(entry.getKey(), entry.getValue()));
    }

    private static JsonNode yaml(Path file) {
        try {
            return Charts.YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void merge(ObjectNode base, ObjectNode over) {
        over.properties().forEach(entry -> {
            if (base.get(entry.getKey()) instanceof ObjectNode old && entry.getValue() instanceof ObjectNode fresh) {
                merge(old, fresh);
            } else {
                base.set(entry.getKey(), entry.getValue().deepCopy());
            }
        });
    }

    private String schema() {
        var root = object("", defaults);
        root.put("$schema", "http://json-schema.org/draft-07/schema#");
        root.put(
                "title",
                "Values of the chart " + chart + ". An unknown name is a typing error; README.md has them all.");
        var properties = (ObjectNode) root.get("properties");
        // What Helm itself puts there.
        for (String name : List.of("global", "library")) {
            if (!properties.has(name)) {
                properties.set(name, JSON.createObjectNode().put("type", "object"));
            }
        }
        if (!chart.equals("family-grocer")) {
            properties.set("enabled", JSON.createObjectNode().put("type", "boolean"));
        }
        return root.toPrettyString() + "\n";
    }

    private ObjectNode object(String path, JsonNode value) {
        var node = JSON.createObjectNode().put("type", "object").put("additionalProperties", false);
        var properties = node.putObject("properties");
        value.properties().forEach(entry -> {
            String at = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            properties.set(entry.getKey(), property(at, entry.getValue()));
        });
        return node;
    }

    private ObjectNode property(String path, JsonNode value) {
        var facts = said.getOrDefault(path, said.get(path + ".*"));
        if (facts == null) {
            if (value.isObject() && !value.isEmpty()) {
                return object(path, value);
            }
            missing.add(path);
            return JSON.createObjectNode();
        }
        String is = facts.get("is").asText();
        rows.put(path, "| `%s` | %s | %s |".formatted(path, shown(value), is));
        var node = JSON.createObjectNode().put("description", is);
        switch (value.getNodeType()) {
            case OBJECT -> map(node, facts);
            case ARRAY -> list(node, facts);
            case NUMBER -> node.put("type", "integer");
            case BOOLEAN -> node.put("type", "boolean");
            default -> node.put("type", "string");
        }
        if (facts.has("enum")) {
            node.set("enum", facts.get("enum"));
        }
        copy(facts, "pattern", node, "pattern");
        copy(facts, "min", node, "minimum");
        copy(facts, "max", node, "maximum");
        return node;
    }

    private static void copy(JsonNode from, String name, ObjectNode to, String as) {
        if (from.has(name)) {
            to.set(as, from.get(name));
        }
    }

    private static void map(ObjectNode node, JsonNode facts) {
        node.put("type", "object");
        if (facts.has("names")) {
            node.putObject("propertyNames").set("pattern", facts.get("names"));
        }
        switch (facts.path("values").asText("")) {
            case "" -> {}
            // A number or a boolean is text in an environment, whoever wrote it without quotation marks.
            case "string" ->
                node.putObject("additionalProperties")
                        .putArray("type")
                        .add("string")
                        .add("number")
                        .add("boolean");
            case "reference" -> {
                var reference = node.putObject("additionalProperties")
                        .put("type", "object")
                        .put("additionalProperties", false);
                reference.putArray("required").add("key");
                var properties = reference.putObject("properties");
                properties.putObject("secret").put("type", "string");
                properties.putObject("key").put("type", "string").put("minLength", 1);
            }
            default ->
                node.putObject("additionalProperties").put("type", "string").set("pattern", facts.get("values"));
        }
    }

    private static void list(ObjectNode node, JsonNode facts) {
        String items = facts.get("items").asText();
        var item = node.put("type", "array").putObject("items");
        switch (items) {
            case "string", "integer", "object" -> item.put("type", items);
            default -> item.put("type", "string").put("pattern", items);
        }
    }

    private static String shown(JsonNode value) {
        String text = value.isTextual() ? value.asText() : value.toString();
        return text.isEmpty() || text.equals("{}") || text.equals("[]") ? "" : "`" + text.replace("|", "\\|") + "`";
    }

    private String readme() {
        return """
                # %s

                %s

                Made by `./grocer charts` from `values.yaml`%s and `helm/schema`; a test fails where it differs.
                How to install, upgrade and go back: [docs/operating.md](%s).

                | Value | Default | |
                |---|---|---|
                %s
                """.formatted(
                        chart,
                        about.get("description").asText(),
                        Charts.SERVICES.contains(chart) ? ", the library's defaults" : "",
                        chart.equals("family-grocer") ? "../../docs/operating.md" : "../../../docs/operating.md",
                        String.join("\n", rows.values()));
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

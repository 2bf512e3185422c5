package io.familygrocer.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;

/** The charts as the real Helm renders them: copied aside, their dependencies built once. Nothing asks the network. */
final class Charts {

    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    static final List<String> SERVICES =
            List.of("family-service", "list-service", "catalog-service", "notification-service", "gateway");
    /** What the annotation of a hook is called in what is rendered here. */
    static final String HOOK = "family-grocer.io/hook";

    static final Path SOURCE = Path.of("").toAbsolutePath();

    private static final Path BUILT = build();

    private Charts() {}

    private static Path build() {
        try {
            Path target = SOURCE.resolve("target/charts");
            if (Files.exists(target)) {
                delete(target);
            }
            for (String folder : List.of("library", "charts", "family-grocer")) {
                copy(SOURCE.resolve(folder), target.resolve(folder));
            }
            for (String chart : SERVICES) {
                depend(target.resolve("charts").resolve(chart));
            }
            depend(target.resolve("charts/redis"));
            depend(target.resolve("charts/kafka"));
            depend(target.resolve("family-grocer"));
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void depend(Path chart) {
        new Helm(chart).dependency().update().skipRefresh().call();
    }

    /** The folder of a chart with its dependencies in place. */
    static Path built(String chart) {
        return chart.equals("family-grocer")
                ? BUILT.resolve(chart)
                : BUILT.resolve("charts").resolve(chart);
    }

    /** What Helm would install; {@code IllegalStateException} with what it says where it refuses. */
    static Rendered render(String chart, String release, Map<String, Object> values) {
        return render(built(chart), release, values);
    }

    static Rendered render(Path chart, String release, Map<String, Object> values) {
        try {
            Path file = Files.createTempFile(SOURCE.resolve("target"), "values", ".yaml");
            YAML.writeValue(file.toFile(), values);
            try {
                return render(chart, release, file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Rendered render(Path chart, String release, Path values) {
        return Rendered.of(new Helm(chart)
                .template()
                .withName(release)
                .withNamespace("grocer")
                .withKubeVersion("1.33.0")
                .withValuesFile(values)
                .call());
    }

    /** The umbrella with one of the example files. */
    static Rendered example(String name) {
        return render(built("family-grocer"), "grocer", SOURCE.resolve("examples/" + name + ".yaml"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file :
                    files.filter(file -> !file.toString().endsWith(".tgz")).toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                    showHooks(target);
                }
            }
        }
    }

    /** The library renders no hooks: in the copy they are objects like all others, with their annotation renamed. */
    private static void showHooks(Path file) throws IOException {
        if (file.getParent().endsWith("templates")) {
            Files.writeString(file, Files.readString(file).replace("helm.sh/hook", HOOK));
        }
    }

    private static void delete(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

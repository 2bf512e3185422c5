package io.familygrocer.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** What a built service says of itself: its ports and probes, the properties that it knows, the topics it hears. */
final class ServiceFacts {

    private static final Map<String, ServiceFacts> KNOWN = new HashMap<>();

    private final Path module;
    private final Map<Pattern, String> variables = new TreeMap<>(java.util.Comparator.comparing(Pattern::pattern));

    private ServiceFacts(String service) {
        this.module = Charts.SOURCE.resolveSibling(service);
        if (!Files.exists(module.resolve("target/quarkus-app/quarkus-run.jar"))) {
            throw new AssertionError(service + " is not built: run ./grocer build first");
        }
        readMappings();
    }

    static synchronized ServiceFacts of(String service) {
        return KNOWN.computeIfAbsent(service, ServiceFacts::new);
    }

    /** The properties that an environment variable can stand for; empty where nobody reads it. */
    Optional<String> property(String variable) {
        return variables.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(variable).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Its Deployment as quarkus-kubernetes declares it. */
    JsonNode deployment() {
        try (var documents = Charts.YAML
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(
                        module.resolve("target/kubernetes/kubernetes.yml").toFile())) {
            while (documents.hasNext()) {
                var document = documents.next();
                if (document.path("kind").asText().equals("Deployment")) {
                    return document;
                }
            }
            throw new AssertionError("no Deployment of " + module.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its configuration as it is packaged, the platform's defaults below its own. */
    SmallRyeConfig config() {
        var builder = new SmallRyeConfigBuilder().addDefaultInterceptors().withProfile("prod");
        try (var loader = loader(ServiceFacts.class.getClassLoader())) {
            var own = loader.findResource("application.properties");
            builder.withSources(new io.smallrye.config.PropertiesConfigSource(own, 250));
            for (URL url :
                    java.util.Collections.list(loader.findResources("META-INF/microprofile-config.properties"))) {
                builder.withSources(new io.smallrye.config.PropertiesConfigSource(url, 100));
            }
            return builder.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URLClassLoader loader(ClassLoader parent) throws IOException {
        var urls = new ArrayList<URL>();
        for (Path jar : jars()) {
            urls.add(jar.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), parent);
    }

    private List<Path> jars() throws IOException {
        try (Stream<Path> jars = Files.walk(module.resolve("target/quarkus-app"))) {
            return jars.filter(jar -> jar.toString().endsWith(".jar")).toList();
        }
    }

    /** Every @ConfigMapping on the service's class path that is read when it runs, not only when it is built. */
    private void readMappings() {
        // Apart from our own classes: Quarkus has made the implementations of the mappings beside the service's.
        try (var loader = loader(ClassLoader.getPlatformClassLoader())) {
            var mappings = new Mappings(loader);
            for (Path jar : jars()) {
                for (String name : configs(jar)) {
                    mappings.runTimeProperties(name).forEach(property -> variables.put(variable(property), property));
                }
            }
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("can't read the configuration of " + module.getFileName(), e);
        }
    }

    private static List<String> configs(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.matches("(io/quarkus|io/familygrocer)/.*Config\\.class"))
                    .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
                    .toList();
        }
    }

    /** How a property is spelled in the environment; a free name or an index is anything. */
    private static Pattern variable(String property) {
        var spelled = new StringBuilder();
        for (String part : property.split("(?<=\\*)|(?=\\*)", -1)) {
            spelled.append(
                    part.equals("*")
                            ? "[A-Z0-9_]+"
                            : part.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
        }
        return Pattern.compile(spelled.toString());
    }
}

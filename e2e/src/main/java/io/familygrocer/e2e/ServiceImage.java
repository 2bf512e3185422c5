package io.familygrocer.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Port;

/**
 * The one description of a service's image: who runs it, what starts, which ports it opens, what lies where. Layers
 * come in the order in which they change. Nothing in it carries the time of its build.
 *
 * @param service whose it is
 * @param module the folder of its sources and of what is built of them
 * @param version its version, and the image's tag
 */
record ServiceImage(Service service, Path module, String version) {

    /** Who runs it, as the charts demand. */
    static final String USER = "10001:10001";

    /** The folder of the application, and the working directory. */
    static final String HOME = "/work";

    /** What is in it, as CycloneDX. */
    static final String SBOM = "sbom.cdx.json";

    /** The ahead-of-time cache of exactly this image. */
    static final String CACHE = "app.aot";

    /**
     * What the cache is bound to, and what libraries need. How much memory it takes and which collector is for whoever
     * runs it, by {@code JAVA_TOOL_OPTIONS}. For the relocation see {@link ServiceProcess}.
     */
    static final List<String> JVM = List.of(
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private static final List<String> WITH_CACHE =
            List.of("-XX:AOTCache=" + CACHE, "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

    private static final String OURS = "io.familygrocer.";

    /**
     * Of what is built.
     *
     * @throws StartException where it is not
     */
    static ServiceImage of(Service service) {
        Path module = GrocerStack.projectRoot().resolve(service.module());
        try (var files = Files.list(module.resolve("target/quarkus-app/app"))) {
            String prefix = service.module() + "-";
            String version = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix) && name.endsWith(".jar"))
                    .map(name -> name.substring(prefix.length(), name.length() - ".jar".length()))
                    .findFirst()
                    .orElseThrow();
            return new ServiceImage(service, module, version);
        } catch (IOException e) {
            throw new StartException("%s is not built: run ./grocer build".formatted(service.module()));
        }
    }

    /**
     * Adds the service to a base that has Java.
     *
     * @param cache its ahead-of-time cache, of a run in the same image without it; null for none
     */
    JibContainerBuilder on(JibContainerBuilder base, Path cache) throws IOException {
        Path application = module.resolve("target/quarkus-app");
        var foreign = FileEntriesLayer.builder().setName("libraries");
        var ours = FileEntriesLayer.builder().setName("platform");
        var own = FileEntriesLayer.builder().setName("application");
        for (Path file : files(application)) {
            String path = application.relativize(file).toString();
            var layer = !path.startsWith("lib/")
                    ? own
                    : file.getFileName().toString().startsWith(OURS) ? ours : foreign;
            layer.addEntry(file, AbsoluteUnixPath.get(HOME).resolve(path));
        }
        own.addEntry(sbom(), AbsoluteUnixPath.get(HOME).resolve(SBOM));
        base.addFileEntriesLayer(foreign.build())
                .addFileEntriesLayer(ours.build())
                .addFileEntriesLayer(own.build());
        if (cache != null) {
            base.addFileEntriesLayer(FileEntriesLayer.builder()
                    .setName("aot")
                    .addEntry(cache, AbsoluteUnixPath.get(HOME).resolve(CACHE))
                    .build());
        }
        return configure(base).setEntrypoint(entrypoint(cache == null ? List.of() : WITH_CACHE));
    }

    /**
     * Adds the native program instead.
     *
     * @throws StartException where none is built
     */
    JibContainerBuilder nativeOn(JibContainerBuilder base) throws IOException {
        Path program = module.resolve("target/%s-%s-runner".formatted(service.module(), version));
        if (Files.notExists(program)) {
            throw new StartException("%s is not there: docs/operating.md says how it is built".formatted(program));
        }
        base.addFileEntriesLayer(FileEntriesLayer.builder()
                .setName("application")
                .addEntry(
                        program,
                        AbsoluteUnixPath.get(HOME).resolve("application"),
                        FilePermissions.fromOctalString("755"))
                .addEntry(sbom(), AbsoluteUnixPath.get(HOME).resolve(SBOM))
                .build());
        return configure(base).setEntrypoint(HOME + "/application");
    }

    private JibContainerBuilder configure(JibContainerBuilder image) throws IOException {
        return image.setUser(USER)
                .setWorkingDirectory(AbsoluteUnixPath.get(HOME))
                .setExposedPorts(ports())
                .setLabels(Map.of(
                        "org.opencontainers.image.title",
                        service.module(),
                        "org.opencontainers.image.version",
                        version,
                        "org.opencontainers.image.licenses",
                        "Apache-2.0"));
    }

    /** What starts, with more flags for the JVM. */
    static List<String> entrypoint(List<String> flags) {
        var all = new ArrayList<>(List.of("java"));
        all.addAll(JVM);
        all.addAll(flags);
        all.addAll(List.of("-jar", "quarkus-run.jar"));
        return all;
    }

    /** Of requests and of health and metrics, as the service declares them. */
    Set<Port> ports() throws IOException {
        var properties = new Properties();
        try (InputStream source = Files.newInputStream(module.resolve("src/main/resources/application.properties"))) {
            properties.load(source);
        }
        return Set.of(port(properties, "quarkus.http.port"), port(properties, "quarkus.management.port"));
    }

    private static Port port(Properties properties, String name) {
        return Port.tcp(Integer.parseInt(properties.getProperty(name)));
    }

    /**
     * Lists what is in the image.
     *
     * @param base what its base is known to have, by package URL
     */
    void list(List<String> base) throws IOException {
        Sbom.write(module.resolve("target/bom.json"), module.resolve("target/quarkus-app"), base, sbom());
    }

    private Path sbom() {
        return module.resolve("target").resolve(SBOM);
    }

    /** Without the caches that lie beside the jars for this machine, and without what only building needs. */
    private static List<Path> files(Path application) throws IOException {
        try (var files = Files.walk(application)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".aot"))
                    .filter(file -> !file.endsWith("quarkus-app-dependencies.txt"))
                    .sorted()
                    .toList();
        }
    }
}

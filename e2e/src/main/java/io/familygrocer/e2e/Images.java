package io.familygrocer.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./grocer images}: makes an image of each service, with an ahead-of-time cache that was trained in that very
 * image, as archives, or in a registry. No engine of containers is needed.
 */
@Command(
        name = "./grocer images",
        mixinStandardHelpOptions = true,
        description = "Makes the images of the services: target/images/SERVICE.tar, for docker load, podman or skopeo.")
public final class Images implements Callable<Integer> {

    @Option(
            names = "--base",
            paramLabel = "IMAGE",
            description = "An image with Java 25 on its PATH, by its digest: registry/name@sha256:… or tar://FILE."
                    + " Without it: Debian's C library and this Java, put together here.")
    private String base;

    @Option(
            names = "--repository",
            paramLabel = "NAME",
            description = "What comes before the service's name (default: ${DEFAULT-VALUE}).")
    private String repository = "family-grocer";

    @Option(names = "--tag", paramLabel = "TAG", description = "Instead of the version of the build.")
    private String tag;

    @Option(
            names = "--push",
            description = "To the registry that --repository begins with, with the credentials of docker login.")
    private boolean push;

    @Option(names = "--insecure", description = "Let the registry be one without TLS.")
    private boolean insecure;

    @Option(names = "--no-training", description = "Without ahead-of-time caches: images start slower.")
    private boolean untrained;

    @Option(names = "--native", description = "Of the native programs that were built before.")
    private boolean natively;

    private final Path folder = GrocerStack.projectRoot().resolve("target/images");
    private final Map<Service, ServiceImage> images = new EnumMap<>(Service.class);
    private BaseImage own;

    private Images() {}

    /** The launcher's process. */
    public static void main(String[] arguments) {
        StartException.exitAfter(new Images(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(folder);
        for (Service service : Service.values()) {
            images.put(service, ServiceImage.of(service));
        }
        if (base == null) {
            own = BaseImage.make(folder.resolve("base"));
        } else if (!base.contains("@sha256:") && !base.startsWith("tar://")) {
            say(base + " is a tag, which may be another image tomorrow: name it by its digest.");
        }
        for (ServiceImage image : images.values()) {
            image.list(own == null ? List.of() : own.contents());
        }
        var caches = natively || untrained ? new HashMap<Service, Path>() : train();
        for (ServiceImage image : images.values()) {
            var described = natively ? image.nativeOn(base()) : image.on(base(), caches.get(image.service()));
            say(image.service().module(), make(described, name(image), push ? null : archive(image.service())));
        }
        return 0;
    }

    /** Runs all of them once in their images, without caches yet. */
    private Map<Service, Path> train() throws Exception {
        String hindrance = ImageRoot.hindrance();
        if (!hindrance.isEmpty()) {
            say("Without ahead-of-time caches, for they are trained in the images: " + hindrance);
            return Map.of();
        }
        say("Training the start-up in the images …");
        Path training = folder.resolve("training");
        var roots = new EnumMap<Service, ImageRoot>(Service.class);
        for (ServiceImage image : images.values()) {
            Path archive = archive(image.service());
            make(image.on(base(), null), name(image), archive);
            roots.put(
                    image.service(),
                    ImageRoot.unpack(archive, training.resolve(image.service().module())));
        }
        Train.run(
                new StackOptions(training.resolve("data"), true, "127.0.0.1", 0, Map.of(), true, line -> {}).in(roots));
        var caches = new EnumMap<Service, Path>(Service.class);
        roots.forEach((service, root) -> {
            if (Files.exists(root.cache())) {
                caches.put(service, root.cache());
            } else {
                say("%s wrote no ahead-of-time cache; its image starts slower.".formatted(service.module()));
            }
        });
        return caches;
    }

    private JibContainerBuilder base() throws IOException, InvalidImageReferenceException {
        if (own != null) {
            return own.describe();
        }
        return base.startsWith("tar://") ? Jib.from(base) : Jib.from(registry(base));
    }

    private ImageReference name(ServiceImage image) throws InvalidImageReferenceException {
        return ImageReference.parse(
                "%s/%s:%s".formatted(repository, image.service().module(), tag == null ? image.version() : tag));
    }

    /** To an archive, or to the registry where that is null. */
    private JibContainer make(JibContainerBuilder image, ImageReference name, Path archive)
            throws IOException, InvalidImageReferenceException, InterruptedException {
        var target = archive == null
                ? Containerizer.to(registry(name.toString()))
                : Containerizer.to(TarImage.at(archive).named(name));
        target.setToolName("family-grocer")
                .setAllowInsecureRegistries(insecure)
                .setBaseImageLayersCache(folder.resolve("cache/base"))
                .setApplicationLayersCache(folder.resolve("cache/application"));
        try {
            return image.containerize(target);
        } catch (RegistryException | CacheDirectoryCreationException | ExecutionException e) {
            throw new StartException("%s was not made: %s".formatted(name, e.getMessage()));
        }
    }

    private static RegistryImage registry(String name) throws InvalidImageReferenceException {
        var reference = ImageReference.parse(name);
        var credentials = CredentialRetrieverFactory.forImage(reference, event -> {});
        var image = RegistryImage.named(reference);
        try {
            return image.addCredentialRetriever(credentials.wellKnownCredentialHelpers())
                    .addCredentialRetriever(credentials.dockerConfig());
        } catch (RuntimeException e) {
            throw new StartException("%s: %s".formatted(name, e.getMessage()));
        }
    }

    private Path archive(Service service) {
        return folder.resolve(service.module() + ".tar");
    }

    private void say(String service, JibContainer image) {
        say("  %-22s %s".formatted(service, image.getDigest()));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}

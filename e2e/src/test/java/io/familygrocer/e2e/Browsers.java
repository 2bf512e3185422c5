package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

/**
 * Chromium by way of Playwright. Its driver and, where the machine has none, the browser come from {@code browser/} (npm),
 * so that no 200 MB for every platform are downloaded.
 */
final class Browsers implements AutoCloseable {

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** Playwright's own 5 s are for machines that do nothing else. */
    private static final double PATIENCE_MILLIS = 30_000;

    private final Path target = GrocerStack.projectRoot().resolve("e2e/target");
    private final Playwright playwright;
    private final Browser browser;

    private Browsers() {
        Path modules = GrocerStack.projectRoot().resolve("e2e/browser/node_modules");
        System.setProperty("playwright.cli.dir", driver(modules).toString());
        var environment = new HashMap<>(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        environment.put("PLAYWRIGHT_NODEJS_PATH", onPath("node").orElseThrow().toString());
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium(modules))
                        .setArgs(ARGUMENTS));
    }

    static Browsers open() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        return new Browsers();
    }

    /** What Playwright calls a preinstalled driver: a folder with the npm package under the name {@code package}. */
    private Path driver(Path modules) {
        try {
            Path driver = Files.createDirectories(target.resolve("playwright-driver"));
            Path link = driver.resolve("package");
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, modules.resolve("playwright-core"));
            return driver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path chromium(Path modules) {
        return Optional.ofNullable(System.getenv("CHROMIUM"))
                .map(Path::of)
                .or(() -> onPath("chromium"))
                .orElseGet(() -> unpacked(modules));
    }

    private static Path unpacked(Path modules) {
        try {
            var process = new ProcessBuilder(
                            "node",
                            "-e",
                            "import('@sparticuz/chromium').then(async m => console.log(await m.default.executablePath()))")
                    .directory(modules.getParent().toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String path = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (path.isEmpty()) {
                throw new IllegalStateException("No browser: set CHROMIUM, or install chromium");
            }
            return Path.of(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Somebody's browser, with nothing in it yet; what it does is recorded for {@link #keep}. */
    Page person() {
        var context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(Stack.get().gateway().toString())
                .setLocale("en-GB")
                .setViewportSize(412, 915));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.tracing().start(new Tracing.StartOptions().setScreenshots(true).setSnapshots(true));
        return context.newPage();
    }

    /** Leaves a picture under {@code target/screenshots}. */
    void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(target.resolve("screenshots").resolve(name + ".png")));
    }

    /** Leaves the record of a browser under {@code target/traces}, for Playwright's trace viewer. */
    void keep(BrowserContext context, String name) {
        context.tracing()
                .stop(new Tracing.StopOptions().setPath(target.resolve("traces").resolve(name + ".zip")));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

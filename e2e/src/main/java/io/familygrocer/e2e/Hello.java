package io.familygrocer.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.familygrocer.platform.devservices.LeashedProcess;
import io.familygrocer.platform.devservices.Ports;

/** A plain Quarkus REST service that says hello: what this machine makes of the least that there is. */
final class Hello implements AutoCloseable {

    private final LeashedProcess process;
    private final URI uri;

    private Hello(LeashedProcess process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Starts it with the settings of our services, and waits until it answers. */
    static Hello start(Path data) {
        int port = Ports.free();
        Path application = GrocerStack.projectRoot().resolve("e2e/hello/target/quarkus-app");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ServiceProcess.JVM);
        command.add("-Xmx128m");
        command.addAll(List.of("-jar", "quarkus-run.jar"));
        var process = LeashedProcess.start(
                "hello", data, "TERM", application, Map.of("QUARKUS_HTTP_PORT", Integer.toString(port)), command);
        var hello = new Hello(process, URI.create("http://127.0.0.1:%d/hello".formatted(port)));
        process.waitUntil(hello::answers, Duration.ofSeconds(30));
        return hello;
    }

    /** Where it says hello. */
    URI uri() {
        return uri;
    }

    /** Its process id. */
    long pid() {
        return process.pid();
    }

    private boolean answers() {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
            return answer.statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        process.stop();
    }
}

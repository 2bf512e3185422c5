package io.familygrocer.e2e;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** The crowd that the benchmark of streams stands on: without a gateway its clients meet its own service. */
class StreamCrowdTest {

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void everyoneHearsEachWordAndTheCrowdEndsWithItsInput() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamCrowd.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var to = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
                var from = new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            String port = from.readLine().split(" ")[1];

            to.println("open %s 300 20".formatted(port));
            assertThat(from.readLine()).matches("opened 300 [0-9.]+ 0");
            to.println("say");
            assertThat(from.readLine()).matches("said 300 [0-9.]+");
            to.println("open %s 400 100".formatted(port));
            assertThat(from.readLine()).startsWith("opened 400 ");
            to.println("say");
            assertThat(from.readLine()).startsWith("said 400 ");
        }

        assertThat(process.waitFor()).isZero();
    }
}

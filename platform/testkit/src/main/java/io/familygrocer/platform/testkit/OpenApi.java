package io.familygrocer.platform.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** The committed {@code openapi.yaml} of a service against what its code says. */
public final class OpenApi {

    private OpenApi() {}

    /** Asserts that they are the same; the message says how to make them so. */
    public static void assertNoDrift() {
        try {
            Path built = Path.of("target/openapi/openapi.yaml");
            Path committed = Path.of("openapi.yaml");
            assertThat(committed).as("committed description of the API").exists();
            assertThat(Files.readString(committed))
                    .as(
                            "openapi.yaml is not what the code says: look at the difference, then cp %s %s",
                            built, committed)
                    .isEqualTo(Files.readString(built));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

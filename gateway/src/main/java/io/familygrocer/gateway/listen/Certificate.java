package io.familygrocer.gateway.listen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;

import io.familygrocer.gateway.config.GatewayConfig;

/** The certificate of the front door and its key, from PEM files that are replaced while it serves. */
final class Certificate {
    private final Path chain;
    private final Path key;
    private Content known;

    private Certificate(Path chain, Path key) {
        this.chain = chain;
        this.key = key;
    }

    /** The bytes of both files, as they belong together. */
    private record Content(byte[] chain, byte[] key) {
        boolean isLike(Content other) {
            return other != null && Arrays.equals(chain, other.chain) && Arrays.equals(key, other.key);
        }
    }

    /**
     * That of a configuration; null where it has none.
     *
     * @throws ConfigurationException where half of it is missing, with the fix
     */
    static Certificate of(GatewayConfig.Front config) {
        if (config.certificate().isEmpty() && config.key().isEmpty()) {
            return null;
        }
        if (config.certificate().isEmpty() || config.key().isEmpty()) {
            throw new ConfigurationException(
                    "grocer.gateway.front.certificate and .key belong together; set both to PEM files, or neither");
        }
        return new Certificate(
                Path.of(config.certificate().get()), Path.of(config.key().get()));
    }

    /**
     * As the files have it now. Blocks.
     *
     * @throws ConfigurationException where one can't be read
     */
    PemKeyCertOptions read() {
        try {
            known = content();
            return options(known);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "grocer.gateway.front.certificate and .key must be readable PEM files: " + e.getMessage(), e);
        }
    }

    /** As the files have it now, where that is another one than was put in force last; else null. Blocks. */
    PemKeyCertOptions changed() throws IOException {
        var now = content();
        return now.isLike(known) ? null : options(now);
    }

    /** Says that one is in force. */
    void isInForce(PemKeyCertOptions options) {
        known = new Content(
                options.getCertValue().getBytes(), options.getKeyValue().getBytes());
    }

    private Content content() throws IOException {
        return new Content(Files.readAllBytes(chain), Files.readAllBytes(key));
    }

    private static PemKeyCertOptions options(Content content) {
        return new PemKeyCertOptions()
                .setCertValue(Buffer.buffer(content.chain()))
                .setKeyValue(Buffer.buffer(content.key()));
    }
}

package io.familygrocer.gateway.listen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Map;
import javax.net.ssl.X509ExtendedKeyManager;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;

import io.familygrocer.gateway.config.GatewayConfig;

/** The certificate of the front door and its key, from PEM files that are replaced while it serves. */
final class Certificate {
    private static final byte[] PROBE = {1, 2, 3, 4};
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private final Vertx vertx;
    private final Path chain;
    private final Path key;
    private final ChangingKeys keys = new ChangingKeys();
    private Content known;

    private Certificate(Vertx vertx, Path chain, Path key) {
        this.vertx = vertx;
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
     * That of a configuration; null where it has none. Blocks.
     *
     * @throws ConfigurationException where half of it is missing, can't be read, or does not belong to the other half
     */
    static Certificate of(Vertx vertx, GatewayConfig.Front config) {
        if (config.certificate().isEmpty() && config.key().isEmpty()) {
            return null;
        }
        if (config.certificate().isEmpty() || config.key().isEmpty()) {
            throw new ConfigurationException(
                    "grocer.gateway.front.certificate and .key belong together; set both to PEM files, or neither");
        }
        var certificate = new Certificate(
                vertx, Path.of(config.certificate().get()), Path.of(config.key().get()));
        try {
            certificate.renew();
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationException(
                    "grocer.gateway.front.certificate and .key must be readable PEM files that belong together: " + e,
                    e);
        }
        return certificate;
    }

    /** For a server: each handshake gets what is in force then. */
    KeyCertOptions options() {
        return KeyCertOptions.wrap(keys);
    }

    /** Puts what the files have now in force. Returns whether that is something else than before. Blocks. */
    boolean renew() throws IOException, GeneralSecurityException {
        var now = new Content(Files.readAllBytes(chain), Files.readAllBytes(key));
        if (now.isLike(known)) {
            return false;
        }
        var next = keys(now);
        checkPair(next);
        keys.change(next);
        known = now;
        return true;
    }

    private X509ExtendedKeyManager keys(Content content) throws GeneralSecurityException {
        var options = new PemKeyCertOptions()
                .setCertValue(Buffer.buffer(content.chain()))
                .setKeyValue(Buffer.buffer(content.key()));
        try {
            for (var manager : options.getKeyManagerFactory(vertx).getKeyManagers()) {
                if (manager instanceof X509ExtendedKeyManager ofX509) {
                    return ofX509;
                }
            }
        } catch (Exception e) {
            throw new GeneralSecurityException("not PEM", e);
        }
        throw new GeneralSecurityException("no key for X.509");
    }

    /** Nobody else notices that a key is another certificate's, but the clients. */
    private static void checkPair(X509ExtendedKeyManager pair) throws GeneralSecurityException {
        for (var signature : SIGNATURES.entrySet()) {
            var aliases = pair.getServerAliases(signature.getKey(), null);
            for (var alias : aliases == null ? new String[0] : aliases) {
                var signer = Signature.getInstance(signature.getValue());
                signer.initSign(pair.getPrivateKey(alias));
                signer.update(PROBE);
                var signed = signer.sign();
                signer.initVerify(pair.getCertificateChain(alias)[0]);
                signer.update(PROBE);
                if (!signer.verify(signed)) {
                    throw new GeneralSecurityException("the key is another certificate's");
                }
            }
        }
    }
}

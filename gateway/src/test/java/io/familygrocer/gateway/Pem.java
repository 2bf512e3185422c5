package io.familygrocer.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A certificate that nobody has signed, and its key, as PEM; by the keytool of this Java.
 *
 * @param chain the certificate
 * @param key its private key
 */
record Pem(String chain, String key) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** Makes one for this machine. */
    static Pem make(Path folder, String name) throws IOException {
        var store = folder.resolve(UUID.randomUUID() + ".p12");
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "front",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        try (var in = await(process, store)) {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            return new Pem(
                    text("CERTIFICATE", keys.getCertificate("front").getEncoded()),
                    text("PRIVATE KEY", keys.getKey("front", PASSWORD).getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void writeTo(Path chainFile, Path keyFile) throws IOException {
        Files.writeString(chainFile, chain);
        Files.writeString(keyFile, key);
    }

    private static java.io.InputStream await(Process process, Path store) throws IOException {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool made no certificate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return Files.newInputStream(store);
    }

    private static String text(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes) + "\n-----END " + kind
                + "-----\n";
    }
}

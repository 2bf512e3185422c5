package io.familygrocer.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** {@link Peers} and a {@link SocketPeer} behind a front door with a certificate that may change. */
public final class Tls implements QuarkusTestResourceLifecycleManager {
    /** The setting that says where the PEM files are. */
    static final String FOLDER = "grocer.test.certificates";

    private final Peers peers = new Peers();
    private SocketPeer sockets;

    @Override
    public Map<String, String> start() {
        sockets = new SocketPeer();
        var settings = new HashMap<>(peers.start());
        settings.compute(Peers.URL, (name, url) -> url.replace("http://", "https://"));
        try {
            var folder = Files.createTempDirectory("certificates");
            Pem.make(folder, "first").writeTo(chain(folder), key(folder));
            settings.put(FOLDER, folder.toString());
            settings.put("grocer.gateway.front.certificate", chain(folder).toString());
            settings.put("grocer.gateway.front.key", key(folder).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings.put("grocer.gateway.front.certificate-check", "0.2S");
        settings.put("grocer.gateway.upstreams.sockets", sockets.url());
        settings.put("grocer.gateway.routes.sockets.upstream", "sockets");
        settings.put("grocer.gateway.routes.sockets.paths", "/api/sockets");
        settings.put("grocer.gateway.routes.sockets.web-sockets", "true");
        return settings;
    }

    static Path chain(Path folder) {
        return folder.resolve("tls.crt");
    }

    static Path key(Path folder) {
        return folder.resolve("tls.key");
    }

    @Override
    public void stop() {
        peers.stop();
        sockets.close();
    }
}

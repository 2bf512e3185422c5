package io.familygrocer.family;

import java.util.Map;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import io.familygrocer.platform.devservices.Ports;

/** A real SMTP server for tests, one a JVM. */
public class MailServer implements QuarkusTestResourceLifecycleManager {

    private static final GreenMail SERVER =
            new GreenMail(new ServerSetup(Ports.free(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    /** The server, with what has arrived at it. */
    public static GreenMail get() {
        return SERVER;
    }

    @Override
    public Map<String, String> start() {
        if (!SERVER.isRunning()) {
            SERVER.start();
        }
        return Map.of(
                "grocer.family.mail.host",
                "127.0.0.1",
                "quarkus.mailer.port",
                Integer.toString(SERVER.getSmtp().getPort()),
                "grocer.family.mail.sweep",
                "0.1s");
    }

    @Override
    public void stop() {}
}

package io.familygrocer.family;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import org.awaitility.Awaitility;

import io.familygrocer.platform.devservices.Ports;

/** A real SMTP server for tests, one a JVM. */
public class MailServer implements QuarkusTestResourceLifecycleManager {

    private static final Pattern LINK = Pattern.compile("https?://\\S+/(\\S+)");
    private static final GreenMail SERVER =
            new GreenMail(new ServerSetup(Ports.free(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    /** The server, with what has arrived at it. */
    public static GreenMail get() {
        return SERVER;
    }

    /** Waits for the newest mail of a subject to an address; its text. */
    public static String await(String address, String subject) {
        return Awaitility.await()
                .until(() -> texts(address, subject), texts -> !texts.isEmpty())
                .getLast();
    }

    /** The texts of all mails of a subject to an address, the oldest first. */
    public static List<String> texts(String address, String subject) {
        return Stream.of(SERVER.getReceivedMessagesForDomain(address))
                .filter(mail -> {
                    try {
                        return subject.equals(mail.getSubject());
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .map(MailServer::text)
                .toList();
    }

    /** The token that a mail's link ends with. */
    public static String token(String text) {
        var link = LINK.matcher(text);
        if (!link.find()) {
            throw new AssertionError("no link in: " + text);
        }
        return link.group(1);
    }

    private static String text(MimeMessage mail) {
        try {
            return ((MimeMultipart) mail.getContent())
                    .getBodyPart(0)
                    .getContent()
                    .toString();
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
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

package io.familygrocer.family.mail;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.House;
import io.familygrocer.family.MailServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@WithTestResource(House.class)
class MailServiceTest {

    @Inject
    MailService mails;

    @Inject
    MailWorker worker;

    @Inject
    MeterRegistry metrics;

    @Inject
    Pool pool;

    @BeforeEach
    void nothingWaits() {
        pool.query("delete from mail").executeAndAwait();
    }

    @AfterEach
    void upAgain() {
        if (!MailServer.get().isRunning()) {
            MailServer.get().start();
        }
    }

    @Test
    void aMailArrivesInTextAndHtmlInTheLanguageOfItsReader() throws Throwable {
        String address = anAddress();

        write(address, "de-AT");

        var mail = arrived(address);
        assertThat(mail.getSubject()).isEqualTo("Ist das deine E-Mail-Adresse?");
        assertThat(mail.getFrom()[0].toString()).isEqualTo("Family Grocer <family-grocer@localhost>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(GreenMailUtil.getBody(mail)).contains("https://example.org/verify/token", "Hallo Anna");
        await().untilAsserted(() -> assertThat(waiting()).isZero());
    }

    @Test
    void aMailOfATransactionThatFailsIsNeverWritten() throws Throwable {
        String address = anAddress();

        assertThatThrownBy(() ->
                        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> send(address, "en")
                                .chain(() -> Uni.createFrom().failure(new IllegalStateException("rolled back"))))))
                .hasMessageContaining("rolled back");
        write(anAddress(), "en");

        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(received(address)).isEmpty();
    }

    @Test
    void aMailWaitsForAServerThatIsAway() throws Throwable {
        String address = anAddress();
        MailServer.get().stop();

        write(address, "en");
        await().untilAsserted(
                        () -> assertThat(count("attempts = 1 and next_at > now() and next_at < now() + interval '7 s'"))
                                .isOne());
        MailServer.get().start();
        pool.query("update mail set next_at = now()").executeAndAwait();

        assertThat(arrived(address).getSubject()).isEqualTo("Is this your e-mail address?");
    }

    @Test
    void aMailThatIsGivenUpIsKeptAndCounted() throws Throwable {
        double before = metrics.counter("grocer.mail.given.up").count();
        MailServer.get().stop();

        write(anAddress(), "en");
        await().untilAsserted(() ->
                assertThat(count("attempts = 1 and next_at > now()")).isOne());
        pool.query("update mail set attempts = 11, next_at = now()").executeAndAwait();

        await().untilAsserted(() -> assertThat(count("given_up_at is not null")).isOne());
        assertThat(metrics.counter("grocer.mail.given.up").count()).isEqualTo(before + 1);
    }

    @Test
    void manyWorkersAtOnceSendEachMailOnce() throws Throwable {
        String address = anAddress();
        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> Multi.createFrom()
                .range(0, 40)
                .onItem()
                .transformToUniAndConcatenate(i -> send(address, "en"))
                .collect()
                .last()));

        Uni.join()
                .all(Stream.generate(worker::drain).limit(4).toList())
                .andFailFast()
                .await()
                .atMost(Duration.ofSeconds(30));
        await().untilAsserted(() -> assertThat(waiting()).isZero());

        assertThat(received(address)).hasSize(40);
    }

    @Test
    void nothingOfAMailIsReadableInTheDatabase() throws Throwable {
        MailServer.get().stop();

        write("reader@example.org", "en");

        String row = pool.query("select encode(content, 'escape') || mail::text from mail")
                .executeAndAwait()
                .iterator()
                .next()
                .getString(0);
        assertThat(row).contains("VERIFY_EMAIL").doesNotContain("reader@", "token", "Anna");
    }

    @Test
    void aValueThatIsMissingIsFoundWhenTheMailIsWritten() {
        assertThatThrownBy(() -> mails.send("a@example.org", "en", MailTemplate.VERIFY_EMAIL, Map.of("name", "Anna")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void write(String address, String language) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> send(address, language)));
    }

    private Uni<Void> send(String address, String language) {
        return mails.send(
                address,
                language,
                MailTemplate.VERIFY_EMAIL,
                Map.of("name", "Anna", "link", "https://example.org/verify/token", "hours", "24"));
    }

    private static String anAddress() {
        return UUID.randomUUID() + "@example.org";
    }

    private static MimeMessage arrived(String address) {
        return await().until(() -> received(address), mails -> mails.size() == 1)
                .getFirst();
    }

    private static List<MimeMessage> received(String address) {
        return Stream.of(MailServer.get().getReceivedMessagesForDomain(address)).toList();
    }

    private long waiting() {
        return count("given_up_at is null");
    }

    private long count(String where) {
        return pool.query("select count(*) from mail where " + where)
                .executeAndAwait()
                .iterator()
                .next()
                .getLong(0);
    }
}

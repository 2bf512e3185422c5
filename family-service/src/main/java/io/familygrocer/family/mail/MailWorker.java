package io.familygrocer.family.mail;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.qute.Engine;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

import io.familygrocer.family.secret.Vault;

/**
 * Sends the mails that wait. A mail is taken by putting its next turn off for longer than an attempt can last: no
 * transaction is open while we speak to the server, no two replicas send the same mail at the same time, and what a
 * killed one has taken comes up again.
 */
@ApplicationScoped
class MailWorker {

    private static final Logger LOG = Logger.getLogger(MailWorker.class);

    private static final String TAKE = """
            update mail set attempts = attempts + 1, next_at = now() + $2::bigint * interval '1 ms'
            where id in (select id from mail where given_up_at is null and next_at <= now()
                         order by next_at limit $1 for update skip locked)
            returning id, template, language, content, attempts""";
    private static final String DELETE = "delete from mail where id = $1";
    private static final String PUT_OFF =
            "update mail set next_at = now() + $2::bigint * interval '1 ms' where id = $1";
    private static final String GIVE_UP = "update mail set given_up_at = now() where id = $1";
    private static final String FORGET = "delete from mail where created_at < now() - $1::bigint * interval '1 ms'";

    private final Pool pool;
    private final ReactiveMailer mailer;
    private final Engine templates;
    private final Vault vault;
    private final ObjectMapper json;
    private final MailConfig config;
    private final Counter sent;
    private final Counter failed;
    private final Counter givenUp;

    MailWorker(
            Pool pool,
            ReactiveMailer mailer,
            Engine templates,
            Vault vault,
            ObjectMapper json,
            MailConfig config,
            MeterRegistry metrics) {
        this.pool = pool;
        this.mailer = mailer;
        this.templates = templates;
        this.vault = vault;
        this.json = json;
        this.config = config;
        this.sent = metrics.counter("grocer.mail.sent");
        this.failed = metrics.counter("grocer.mail.failed");
        this.givenUp = metrics.counter("grocer.mail.given.up");
    }

    void start(@Observes StartupEvent event) {
        if (!canSend()) {
            LOG.info("GROCER_FAMILY_MAIL_HOST is not set: mails wait in the database");
        }
    }

    @Scheduled(
            every = "${grocer.family.mail.sweep:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> sweep() {
        return canSend() ? drain() : Uni.createFrom().voidItem();
    }

    /** Forgets what could not be sent for very long; who it was for has long asked again. */
    @Scheduled(
            every = "1h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        return run(FORGET, Tuple.of(config.retention().toMillis()));
    }

    /** Sends all mails whose turn it is; ends where there is none left. */
    Uni<Void> drain() {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(config.batch(), lease().toMillis()))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().voidItem()
                        : Multi.createFrom()
                                .items(StreamSupport.stream(rows.spliterator(), false))
                                .onItem()
                                .transformToUni(this::attempt)
                                .merge(config.concurrency())
                                .collect()
                                .last()
                                .chain(this::drain));
    }

    private Uni<Void> attempt(Row row) {
        UUID id = row.getUUID("id");
        return Uni.createFrom()
                .deferred(() -> mailer.send(mail(row)))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .chain(() -> run(DELETE, Tuple.of(id)).invoke(() -> sent.increment()))
                .onFailure()
                .recoverWithUni(failure -> later(id, row, failure));
    }

    private Uni<Void> later(UUID id, Row row, Throwable failure) {
        failed.increment();
        int attempts = row.getInteger("attempts");
        // Only the kind of failure: a server's words repeat the address.
        String kind = failure.getClass().getSimpleName();
        if (attempts >= config.attempts()) {
            givenUp.increment();
            LOG.errorf("Mail %s (%s) is given up after %d attempts: %s", id, row.getString("template"), attempts, kind);
            return run(GIVE_UP, Tuple.of(id));
        }
        LOG.warnf("Mail %s (%s) could not be sent and is tried again: %s", id, row.getString("template"), kind);
        return run(PUT_OFF, Tuple.of(id, pause(attempts).toMillis()));
    }

    private io.quarkus.mailer.Mail mail(Row row) {
        var content = MailContent.open(row.getBuffer("content").getBytes(), vault, json);
        var template = MailTemplate.valueOf(row.getString("template"));
        var text = MailText.of(templates, template, row.getString("language"), content.values());
        return new io.quarkus.mailer.Mail()
                .addTo(content.address())
                .setSubject(text.subject())
                .setText(text.text())
                .setHtml(text.html())
                .addHeader("Message-ID", "<%s@family-grocer>".formatted(row.getUUID("id")))
                .addHeader("Auto-Submitted", "auto-generated");
    }

    /** Longer than all of a batch can take. */
    private Duration lease() {
        return config.timeout().multipliedBy(config.batch() + 1L);
    }

    /** Doubling, up to the longest, and spread by a fifth so that a server that comes back is not run over. */
    private Duration pause(int attempts) {
        long longest = config.longestPause().toMillis();
        long doubled = config.firstPause().toMillis() << Math.min(attempts - 1, 20);
        long pause = Math.min(doubled, longest);
        return Duration.ofMillis(pause + ThreadLocalRandom.current().nextLong(pause / 5 + 1));
    }

    private boolean canSend() {
        return config.host().isPresent();
    }

    private Uni<Void> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).replaceWithVoid();
    }
}

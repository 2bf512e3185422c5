package io.familygrocer.family.audit;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import io.familygrocer.platform.web.Page;
import io.familygrocer.platform.web.RequestOrigin;

/** Notes what happens to the safety of accounts. A person reads their own entries and nobody else's. */
@ApplicationScoped
public class AuditService {

    private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

    private final AuditRepository entries;
    private final RequestOrigin origin;
    private final AuditConfig config;
    private final ObjectMapper json;

    AuditService(AuditRepository entries, RequestOrigin origin, AuditConfig config, ObjectMapper json) {
        this.entries = entries;
        this.origin = origin;
        this.config = config;
        this.json = json;
    }

    /**
     * Notes that something happened to a person's account, in the current transaction, with the network and the device
     * of the current request.
     *
     * @param detail what else the person should know: no secret, nothing of another person
     */
    public Uni<Void> record(UUID personId, AuditAction action, Map<String, String> detail) {
        var from = origin.get();
        var entry = new AuditEntry();
        entry.personId = personId;
        entry.action = action;
        entry.detail = write(detail);
        entry.network = from.map(o -> Network.of(o.address())).orElse(null);
        entry.device = from.map(RequestOrigin.Origin::agent).orElse(null);
        entry.happenedAt = Clock.systemUTC().instant();
        return entries.persist(entry).replaceWithVoid();
    }

    /** A page of a person's entries, the newest first. */
    public Uni<Page<AuditView>> page(UUID personId, Optional<UUID> after, int limit) {
        return Panache.withSession(() -> entries.page(personId, after, limit + 1))
                .map(rows -> Page.of(rows, limit, last -> last.id.toString()))
                .map(page -> new Page<>(views(page.items()), page.next()));
    }

    /** Forgets what is too old or too much. */
    @Scheduled(
            every = "1h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        var before = Clock.systemUTC().instant().minus(config.retention());
        return Panache.withTransaction(
                        () -> entries.forget(before).chain(() -> entries.forgetSurplus(config.perPerson())))
                .replaceWithVoid();
    }

    private List<AuditView> views(List<AuditEntry> rows) {
        return rows.stream()
                .map(e -> new AuditView(e.id, e.action, e.happenedAt, e.network, e.device, read(e.detail)))
                .toList();
    }

    private String write(Map<String, String> detail) {
        try {
            return json.writeValueAsString(detail);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are not writable as JSON", e);
        }
    }

    private Map<String, String> read(String detail) {
        try {
            return json.readValue(detail, DETAIL);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an audit entry's detail is no JSON", e);
        }
    }
}

package io.familygrocer.family.capability;

import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.family.Capabilities;
import io.familygrocer.family.family.FamilySnapshot;
import io.familygrocer.platform.events.Outbox;

/** Tells the other services the table of who may do what, at start, where it is not the one they know. */
@ApplicationScoped
public class CapabilityService {

    private final Outbox outbox;
    private final CapabilityRepository tables;
    private final Capabilities capabilities;
    private final ObjectMapper json;
    private final AtomicBoolean published = new AtomicBoolean();

    CapabilityService(Outbox outbox, CapabilityRepository tables, Capabilities capabilities, ObjectMapper json) {
        this.outbox = outbox;
        this.tables = tables;
        this.capabilities = capabilities;
        this.json = json;
    }

    /** The table by which this instance decides, with the version that was published last. */
    public Uni<CapabilityView> get() {
        return Panache.withSession(() -> tables.findById(CapabilityTable.ID))
                .map(table -> new CapabilityView(table == null ? 0 : table.version, capabilities.wire()));
    }

    /** Once an instance, and again until the database was there to do it. */
    @Scheduled(
            every = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> publishAtStart() {
        return published.get() ? Uni.createFrom().voidItem() : publish().invoke(() -> published.set(true));
    }

    /** Publishes the table where it is not the one that was published last. */
    Uni<Void> publish() {
        String roles = roles();
        return outbox.transaction(() -> tables.lock().chain(table -> {
            if (table.roles.equals(roles)) {
                return Uni.createFrom().voidItem();
            }
            table.roles = roles;
            var event = new CapabilitiesChanged(++table.version, capabilities.wire());
            return outbox.add(event).chain(() -> outbox.addTo(FamilySnapshot.TOPIC, event));
        }));
    }

    private String roles() {
        try {
            return json.writeValueAsString(capabilities.wire());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The table of capabilities is not writable as JSON", e);
        }
    }
}

package io.familygrocer.platform.privacy;

import java.util.ArrayList;
import java.util.List;

import io.smallrye.mutiny.Uni;

import io.familygrocer.platform.events.Outbox;

/** Collects what a service knows and sends it on in parts that fit a message. For one export, one after the other. */
public final class Records {

    private final ExportRequest request;
    private final String service;
    private final Outbox outbox;
    private final PrivacyConfig bounds;
    private final List<String> waiting = new ArrayList<>();
    private int size;
    private int parts;

    Records(ExportRequest request, String service, Outbox outbox, PrivacyConfig bounds) {
        this.request = request;
        this.service = service;
        this.outbox = outbox;
        this.bounds = bounds;
    }

    /** Adds JSON objects, each with a {@code kind}; to be called again only once the answer is there. */
    public Uni<Void> add(List<String> objects) {
        Uni<Void> sent = Uni.createFrom().voidItem();
        for (String object : objects) {
            boolean full = waiting.size() >= bounds.partRecords() || size + object.length() > bounds.partSize();
            if (full && !waiting.isEmpty()) {
                var part = next(false);
                sent = sent.chain(() -> outbox.add(part));
            }
            waiting.add(object);
            size += object.length();
        }
        return sent;
    }

    Uni<Void> end() {
        return outbox.add(next(true));
    }

    private PrivacyEvent.ExportPart next(boolean last) {
        String array = "[" + String.join(",", waiting) + "]";
        waiting.clear();
        size = 0;
        return new PrivacyEvent.ExportPart(
                request.exportId(),
                service,
                parts++,
                last,
                array,
                request.subjectId().toString());
    }
}

package io.familygrocer.list.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.ListField;

/**
 * Stands between a reader, which pushes what it finds from a thread of its own, and the database, which asks for the
 * next batch when it is done with the last one: no more than a few batches are in memory. {@link #close} stops the
 * reader wherever it is.
 */
final class Batches implements Findings, AutoCloseable {

    /** One is being made, one waits, one is being written. */
    private static final int AHEAD = 1;

    private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(AHEAD);
    private final Occurrences occurrences = new Occurrences();
    private final List<ImportReport.Loss> losses = new ArrayList<>();
    private final ImportConfig config;
    private final Thread reader;
    private final FieldReader fields;
    private Map<String, Map<ListField, Object>> lists = new LinkedHashMap<>();
    private List<ImportedItem> items = new ArrayList<>();
    private int read;
    private long lossCount;

    private Batches(FormatReader format, SpooledFile file, ImportConfig config, FieldReader fields) {
        this.config = config;
        this.fields = fields;
        this.reader = Thread.ofVirtual().name("import").unstarted(() -> read(format, file));
    }

    /** Starts to read a file. */
    static Batches of(FormatReader format, SpooledFile file, ImportConfig config, FieldReader fields) {
        var batches = new Batches(format, file, config, fields);
        batches.reader.start();
        return batches;
    }

    /**
     * Some of what was found.
     *
     * @param lists what lists are like, by their names
     * @param items in their order
     * @param failure why there is no more; null where there is none
     * @param last whether nothing follows
     */
    record Batch(
            Map<String, Map<ListField, Object>> lists, List<ImportedItem> items, Throwable failure, boolean last) {}

    /** The next batch, told by the executor; fails as the reader did. */
    Uni<Batch> next(Executor executor) {
        return Uni.createFrom()
                .<Batch>emitter(waiting -> Thread.ofVirtual().start(() -> {
                    try {
                        waiting.complete(queue.take());
                    } catch (InterruptedException e) {
                        waiting.fail(e);
                    }
                }))
                .emitOn(executor)
                .onItem()
                .transformToUni(batch -> batch.failure == null
                        ? Uni.createFrom().item(batch)
                        : Uni.createFrom().failure(batch.failure));
    }

    /** The first facts that were lost; after the last batch. */
    List<ImportReport.Loss> losses() {
        return List.copyOf(losses);
    }

    /** How many facts were lost; after the last batch. */
    long lossCount() {
        return lossCount;
    }

    @Override
    public void list(String name, Map<String, JsonNode> values) {
        if (name != null && !name.isBlank()) {
            var like = fields.list(values, (field, value, why) -> lose(1, "%s %s of %s".formatted(field, value, name)));
            lists.merge(name.strip(), like, (old, one) -> old.isEmpty() ? one : old);
            push(lists.size() + items.size());
        }
    }

    @Override
    public void item(Draft draft) {
        var item = draft.bounded(this);
        if (item == null) {
            return;
        }
        item.fields()
                .putAll(fields.item(
                        draft.more(),
                        (field, value, why) -> lose(
                                draft.line(),
                                "%s %s of %s"
                                        .formatted(field, value, item.fields().get(ItemField.NAME)))));
        if (++read > config.maxItems()) {
            throw new IllegalArgumentException("At most %d items are taken".formatted(config.maxItems()));
        }
        // The same twice in a file is two items, each with a name of its own.
        int nth = occurrences.next(item.list() + "\0" + item.source());
        items.add(nth == 1 ? item : new ImportedItem(item.list(), item.source() + "#" + nth, item.fields()));
        push(items.size());
    }

    @Override
    public void lose(long line, String fact) {
        if (lossCount++ < config.maxLosses()) {
            losses.add(new ImportReport.Loss(line, fact.length() > 300 ? fact.substring(0, 300) + "…" : fact));
        }
    }

    private void read(FormatReader format, SpooledFile file) {
        Throwable failure = null;
        try {
            format.read(file, this);
        } catch (Stopped stopped) {
            return;
        } catch (Exception | StackOverflowError e) {
            failure = e;
        }
        try {
            queue.put(new Batch(lists, items, failure, true));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void push(int size) {
        if (size < config.batch()) {
            return;
        }
        try {
            queue.put(new Batch(lists, items, null, false));
        } catch (InterruptedException e) {
            throw new Stopped();
        }
        lists = new LinkedHashMap<>();
        items = new ArrayList<>();
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    /** Nobody wants the rest. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super(null, null, false, false);
        }
    }
}

package io.familygrocer.gateway.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

import io.familygrocer.gateway.cacherules.Asked;
import io.familygrocer.gateway.cacherules.CacheStatus;
import io.familygrocer.gateway.cacherules.Fields;
import io.familygrocer.gateway.cacherules.Stored;
import io.familygrocer.gateway.cacherules.Storing;
import io.familygrocer.gateway.cacherules.Validating;
import io.familygrocer.gateway.proxy.Onlooker;

/** One question to a service whose answer may be kept, or says that what is kept is still good. */
final class Exchange implements Onlooker {
    private static final int NOT_MODIFIED = 304;
    private static final Set<Integer> ERRORS = Set.of(500, 502, 503, 504);

    private final ResponseCache cache;
    private final Question question;
    private final Kept known;
    private final CacheStatus.Forward why;
    private final Runnable over;
    private final long stamp;
    private long askedMillis = System.currentTimeMillis();
    private Stored storing;
    private Buffer body;

    /**
     * A question.
     *
     * @param known what is kept and has to be validated, or null
     * @param over called, perhaps more than once, when this can't help others any more
     */
    Exchange(ResponseCache cache, Question question, Kept known, CacheStatus.Forward why, Runnable over) {
        this.cache = cache;
        this.question = question;
        this.known = known;
        this.why = why;
        this.over = over;
        this.stamp = cache.shelf().stamp(question.key());
    }

    @Override
    public void asks(MultiMap headers) {
        askedMillis = System.currentTimeMillis();
        if (known != null) {
            Asked.CONDITIONS.forEach(headers::remove);
            Validating.conditions(known.stored()).forEach(field -> headers.set(field.name(), field.value()));
        }
    }

    @Override
    public boolean takes(int status, MultiMap headers) {
        if (known == null) {
            return false;
        }
        if (status == NOT_MODIFIED && known.stored().hasValidator()) {
            freshen(fields(headers));
            return true;
        }
        return ERRORS.contains(status) && standsIn(status);
    }

    @Override
    public boolean standsIn(int status) {
        long now = System.currentTimeMillis();
        if (known == null || !known.stored().mayHideError(question.asked(), now)) {
            return false;
        }
        over.run();
        long fresh = known.stored().freshForMillis(now) / 1000;
        cache.answer(question, known, CacheStatus.validated(why, status, false, fresh), Outcome.STALE);
        return true;
    }

    @Override
    public void passes(int status, MultiMap sent, MultiMap passed) {
        storing = Storing.isConceivable(sent::contains) ? decide(status, sent) : null;
        cache.learn(question, status, storing != null);
        if (storing == null) {
            if (known != null && !ERRORS.contains(status)) {
                cache.drop(question);
            }
            over.run();
        } else {
            body = Buffer.buffer();
        }
        passed.remove("cache-tag");
        passed.add(
                "cache-status",
                CacheStatus.forwarded(why, storing != null).text(cache.config().name()));
        if (question.heard()) {
            cache.count(Outcome.MISS);
        }
    }

    /** What is to be kept of the answer, or null. */
    private Stored decide(int status, MultiMap sent) {
        long most = cache.config().maxBody().asLongValue();
        var length = sent.get("content-length");
        return Storing.decide(question.asked(), status, fields(sent), askedMillis, System.currentTimeMillis())
                .filter(decided -> length == null || Long.parseLong(length) <= most)
                .orElse(null);
    }

    @Override
    public void part(Buffer part) {
        if (storing == null) {
            return;
        }
        if (body.length() + part.length() > cache.config().maxBody().asLongValue()) {
            storing = null;
            body = null;
            over.run();
        } else {
            body.appendBuffer(part);
        }
    }

    @Override
    public void whole() {
        if (storing != null) {
            cache.keep(question, new Kept(storing, body), stamp);
            storing = null;
        }
        over.run();
    }

    /** The service says that what is kept is still good. */
    private void freshen(Fields notModified) {
        long now = System.currentTimeMillis();
        var fields = Validating.freshened(known.stored(), notModified, now);
        var again = Storing.decide(question.asked(), known.stored().status(), fields, askedMillis, now);
        var fresh = known.with(again.orElseGet(() -> known.stored().withFields(fields)));
        if (again.isPresent()) {
            cache.keep(question, fresh, stamp);
        } else {
            cache.drop(question);
        }
        over.run();
        long seconds = fresh.stored().freshForMillis(now) / 1000;
        cache.answer(
                question,
                fresh,
                CacheStatus.validated(why, NOT_MODIFIED, again.isPresent(), seconds),
                Outcome.VALIDATED);
    }

    /** The header fields, as the rules read them. */
    static Fields fields(MultiMap headers) {
        List<Fields.Field> fields = new ArrayList<>();
        headers.forEach(header -> fields.add(new Fields.Field(header.getKey(), header.getValue())));
        return new Fields(fields);
    }
}

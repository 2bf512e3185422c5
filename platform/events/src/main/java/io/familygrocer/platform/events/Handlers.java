package io.familygrocer.platform.events;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;

/** What a consumer does with which event; types it does not name are none of its business. */
public final class Handlers {

    private final Map<String, Handler> byType = new HashMap<>();

    /** No handlers yet. */
    public static Handlers none() {
        return new Handlers();
    }

    /**
     * Adds a handler.
     *
     * @param type the CloudEvents type, for example {@code family.member-joined.v1}
     * @param form the consumer's own record of the fields it reads
     * @param effect runs in a transaction; may run again if that fails
     */
    public <T> Handlers on(String type, Class<T> form, Function<T, Uni<Void>> effect) {
        return on(type, form, effect, data -> {});
    }

    /**
     * Adds a handler with something to say within the process once its effect has been committed.
     *
     * @param afterwards runs after the commit, on each delivery; not at all where the process dies in between
     */
    public <T> Handlers on(String type, Class<T> form, Function<T, Uni<Void>> effect, Consumer<T> afterwards) {
        return put(type, form, (data, event) -> effect.apply(data), afterwards);
    }

    /**
     * Adds a handler that reads the envelope too.
     *
     * @param effect gets the data and the envelope; runs in a transaction; may run again if that fails
     */
    public <T> Handlers on(String type, Class<T> form, BiFunction<T, Envelope, Uni<Void>> effect) {
        return put(type, form, effect, data -> {});
    }

    private <T> Handlers put(
            String type, Class<T> form, BiFunction<T, Envelope, Uni<Void>> effect, Consumer<T> afterwards) {
        byType.put(type, new Handler() {
            @Override
            public Uni<Void> handle(Envelope event, ObjectMapper json) {
                return effect.apply(event.as(form, json), event);
            }

            @Override
            public void afterwards(Envelope event, ObjectMapper json) {
                afterwards.accept(event.as(form, json));
            }
        });
        return this;
    }

    Optional<Handler> of(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    interface Handler {
        Uni<Void> handle(Envelope event, ObjectMapper json);

        void afterwards(Envelope event, ObjectMapper json);
    }
}

package io.familygrocer.family.privacy;

import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;

/** Takes what costs time off the event loop. */
final class Worker {

    private Worker() {}

    /** Does the work on a worker thread, and goes on where it was called. */
    static <T> Uni<T> call(Supplier<T> work) {
        var context = Vertx.currentContext();
        return Uni.createFrom()
                .item(work)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .emitOn(task -> {
                    if (context == null) {
                        task.run();
                    } else {
                        context.runOnContext(ignored -> task.run());
                    }
                });
    }
}

package io.familygrocer.family;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

/** Does several things at the same time. */
public final class AtOnce {

    private AtOnce() {}

    /** The results, in the order of the tasks, which all start together. */
    public static <T> List<T> call(List<Callable<T>> tasks) {
        var start = new CountDownLatch(1);
        var running = tasks.stream()
                .map(task -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                start.await();
                                return task.call();
                            } catch (Exception e) {
                                throw new CompletionException(e);
                            }
                        },
                        runnable -> Thread.ofVirtual().start(runnable)))
                .toList();
        start.countDown();
        return running.stream().map(CompletableFuture::join).toList();
    }
}

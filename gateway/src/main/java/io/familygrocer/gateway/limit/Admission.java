package io.familygrocer.gateway.limit;

import java.util.List;
import java.util.stream.Collectors;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

import io.familygrocer.gateway.visit.Visit;

/** One request on its way past its limits, one after the other. Lives on the event loop of its connection. */
final class Admission {
    private static final int UNAUTHORIZED = 401;

    private final Limiter limiter;
    private final Visit visit;
    private final List<Wish> wishes;
    private final Runnable then;
    private int at;
    private Limit tightest;
    private long left = Long.MAX_VALUE;
    private boolean waited;

    Admission(Limiter limiter, Visit visit, List<Wish> wishes, Runnable then) {
        this.limiter = limiter;
        this.visit = visit;
        this.wishes = wishes;
        this.then = then;
    }

    /** One token, please. */
    record Wish(Limit limit, String value, Bucket bucket) {}

    void begin() {
        if (wishes.stream().anyMatch(wish -> wish.limit().subject().claimed())) {
            visit.atEnd(whole -> giveBackWhatWasMadeUp());
        }
        proceed();
    }

    private void proceed() {
        while (at < wishes.size()) {
            var wish = wishes.get(at);
            long now = System.nanoTime();
            var grant = wish.bucket().spend(now);
            if (grant == null && !limiter.common().isReachable()) {
                grant = wish.bucket().spendLocally(now);
            }
            if (grant == null) {
                ask(wish);
                return;
            }
            if (!note(wish, grant)) {
                return;
            }
        }
        say();
        if (waited) {
            visit.request().resume();
        }
        then.run();
    }

    private void ask(Wish wish) {
        if (!waited) {
            waited = true;
            visit.request().pause();
        }
        Context context = Vertx.currentContext();
        boolean asks = wish.bucket()
                .await(grant -> context.runOnContext(now -> {
                    if (!visit.over() && note(wish, grant)) {
                        proceed();
                    }
                }));
        if (asks) {
            limiter.common()
                    .take(wish.limit(), wish.value(), wish.bucket().wanted())
                    .onComplete(answer -> {
                        if (answer.succeeded()) {
                            var taken = answer.result();
                            wish.bucket()
                                    .answered(
                                            taken.get(0).toLong(),
                                            taken.get(1).toLong(),
                                            taken.get(2).toLong(),
                                            System.nanoTime());
                        } else {
                            wish.bucket().unreachable(System.nanoTime());
                        }
                    });
        }
    }

    /** Returns whether the request may go on to its next limit. */
    private boolean note(Wish wish, Bucket.Grant grant) {
        if (grant.left() < left) {
            left = grant.left();
            tightest = wish.limit();
        }
        if (grant.given()) {
            at++;
            return true;
        }
        long now = System.nanoTime();
        wishes.subList(0, at).forEach(taken -> taken.bucket().giveBack(now));
        at = 0;
        tightest = wish.limit();
        left = 0;
        say();
        if (waited) {
            visit.request().resume();
        }
        limiter.refuse(visit, wish.limit(), grant.pauseMillis());
        return false;
    }

    /** What is left of the tightest limit, and when it is whole again. */
    private void say() {
        long seconds = (long) Math.ceil((tightest.requests() - left) * tightest.millisPerToken() / 1000);
        visit.response()
                .headers()
                .set("RateLimit-Policy", wishes.size() == 1 ? tightest.policy() : policies())
                .set("RateLimit", "\"" + tightest.name() + "\";r=" + left + ";t=" + Math.max(0, seconds));
    }

    private String policies() {
        return wishes.stream().map(wish -> wish.limit().policy()).distinct().collect(Collectors.joining(", "));
    }

    /** Who shows a token of somebody else's making must not use up what belongs to its victim. */
    private void giveBackWhatWasMadeUp() {
        if (visit.response().getStatusCode() != UNAUTHORIZED) {
            return;
        }
        long now = System.nanoTime();
        for (var wish : wishes.subList(0, at)) {
            if (wish.limit().subject().claimed()) {
                wish.bucket().giveBack(now);
            }
        }
    }
}

package io.familygrocer.list.pull;

import java.time.Clock;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.RememberedCallers;

/**
 * The short road of {@code POST /api/sync} for calls that bring nothing and hear of nothing. It stands before the endpoint
 * and answers what it can, with the very same words; it refuses nobody. Whatever is not plain to it, a token that was not
 * verified before included, goes on to the endpoint as if it had not been here.
 */
@ApplicationScoped
public class PullResource {

    /** After what refuses all too large bodies and foreign origins, before a caller is made known to all. */
    private static final int BEFORE_AUTHENTICATION = 250;

    /** A call that brings nothing has some 150. */
    private static final int LONGEST = 512;

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json;charset=UTF-8");

    private final PullService pulls;
    private final RememberedCallers callers;
    private final Clock clock = Clock.systemUTC();

    PullResource(PullService pulls, RememberedCallers callers) {
        this.pulls = pulls;
        this.callers = callers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, BEFORE_AUTHENTICATION);
    }

    private void handle(RoutingContext context) {
        var request = context.request();
        var caller = mayBeOne(request)
                ? callers.find(request.getHeader(HttpHeaders.AUTHORIZATION))
                : Optional.<Caller>empty();
        if (caller.isEmpty()) {
            context.next();
            return;
        }
        request.bodyHandler(body -> {
            // Who comes after finds it here: it can be read once only.
            ((RoutingContextInternal) context).setBody(body);
            PullCall.read(body.getBytes()).ifPresentOrElse(call -> answer(context, caller.get(), call), context::next);
        });
        // It was held back until somebody reads it.
        request.resume();
    }

    private static boolean mayBeOne(HttpServerRequest request) {
        return request.method() == HttpMethod.POST
                && "/api/sync".equals(request.path())
                && isShort(request.getHeader(HttpHeaders.CONTENT_LENGTH))
                && isJson(request.getHeader(HttpHeaders.CONTENT_TYPE))
                && takesJson(request.getHeader(HttpHeaders.ACCEPT))
                && !request.headers().contains(HttpHeaders.CONTENT_ENCODING)
                && !request.headers().contains(HttpHeaders.EXPECT);
    }

    private static boolean isShort(String length) {
        try {
            return length != null && length.length() <= 3 && Integer.parseInt(length) <= LONGEST;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isJson(String type) {
        return type != null
                && (type.equalsIgnoreCase("application/json")
                        || type.replace(" ", "").equalsIgnoreCase("application/json;charset=utf-8"));
    }

    private static boolean takesJson(String accept) {
        return accept == null || accept.equals("*/*") || accept.equals("application/json");
    }

    private void answer(RoutingContext context, Caller caller, PullCall call) {
        // What follows belongs to the request, and its thread is this one: no task is made of it.
        var own = (ContextInternal) Vertx.currentContext();
        pulls.nothingNew(caller, call)
                .onComplete(found -> own.emit(found, its -> {
                    if (context.response().closed()) {
                        return;
                    }
                    if (its.succeeded() && its.result().isPresent()) {
                        say(context, its.result().get());
                    } else {
                        context.next();
                    }
                }));
    }

    /** As the endpoint says it. */
    private void say(RoutingContext context, PullService.Answer answer) {
        context.response().headers().set(HttpHeaders.CONTENT_TYPE, JSON);
        context.response()
                .end(Buffer.buffer("{\"revision\":" + answer.revision() + ",\"lastSeq\":" + answer.lastSeq()
                        + ",\"serverTime\":" + clock.millis()
                        + ",\"outcomes\":[],\"changes\":[],\"more\":false,\"reset\":false}"));
    }
}

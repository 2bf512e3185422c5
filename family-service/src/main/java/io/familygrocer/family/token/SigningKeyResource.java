package io.familygrocer.family.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/** What an operator can do to the signing keys, on the management port, which is never routed to from outside. */
@ApplicationScoped
public class SigningKeyResource {

    private static final Logger LOG = Logger.getLogger(SigningKeyResource.class);

    private final SigningKeyService keys;

    SigningKeyResource(SigningKeyService keys) {
        this.keys = keys;
    }

    void register(@Observes ManagementInterface management) {
        management.router().post("/keys/rotate").handler(this::rotate);
    }

    private void rotate(RoutingContext request) {
        boolean urgent = request.queryParams().contains("urgent", "true", true);
        keys.rotate(urgent)
                .subscribe()
                .with(
                        kid -> request.response()
                                .putHeader("Content-Type", "application/json")
                                .end(new JsonObject().put("next", kid).toBuffer()),
                        failure -> {
                            LOG.warnf("The signing keys can't be rotated: %s", failure);
                            request.response().setStatusCode(503).end();
                        });
    }
}

package io.familygrocer.family.family;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/** {@code POST /q/families/republish} on the management port, for operators: the snapshot topic is to be filled anew. */
@ApplicationScoped
public class RepublishResource {

    private static final Logger LOG = Logger.getLogger(RepublishResource.class);

    private final SnapshotService snapshots;

    RepublishResource(SnapshotService snapshots) {
        this.snapshots = snapshots;
    }

    void register(@Observes ManagementInterface management) {
        management.router().post("/q/families/republish").handler(this::republish);
    }

    private void republish(RoutingContext request) {
        snapshots
                .republishAll()
                .subscribe()
                .with(
                        count -> request.response()
                                .setStatusCode(202)
                                .putHeader("Content-Type", "application/json")
                                .end(new JsonObject().put("families", count).toBuffer()),
                        failure -> {
                            LOG.error("The snapshots can't be written again", failure);
                            request.response().setStatusCode(503).end();
                        });
    }
}

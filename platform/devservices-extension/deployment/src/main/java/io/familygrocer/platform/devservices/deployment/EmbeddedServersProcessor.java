package io.familygrocer.platform.devservices.deployment;

import java.util.Map;

import io.quarkus.deployment.IsDevelopment;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.ApplicationInfoBuildItem;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;

import io.familygrocer.platform.devservices.Infra;

/**
 * {@code quarkus:dev} of one service brings what it stands on: the embedded servers, which live as long as the Maven
 * process and survive each reload. In tests {@code Servers} of the testkit does the same.
 */
@BuildSteps(onlyIf = IsDevelopment.class)
class EmbeddedServersProcessor {

    private static final String PASSWORD = "dev";

    @BuildStep
    DevServicesResultBuildItem start(ApplicationInfoBuildItem application) {
        var infra = Infra.shared();
        String database =
                "grocer_" + application.getName().replace("-service", "").replace('-', '_');
        infra.postgres().database(database, PASSWORD);
        return DevServicesResultBuildItem.discovered()
                .feature("family-grocer-servers")
                .description("Postgres, Redis and Kafka as child processes")
                .config(Map.of(
                        "quarkus.datasource.jdbc.url", infra.postgres().jdbcUrl(database),
                        "quarkus.datasource.reactive.url", infra.postgres().reactiveUrl(database),
                        "quarkus.datasource.username", database,
                        "quarkus.datasource.password", PASSWORD,
                        "quarkus.redis.hosts", infra.redisUrl(),
                        "kafka.bootstrap.servers", infra.kafka()))
                .build();
    }
}

package io.familygrocer.gateway.config;

import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which version of a service gets a request, and who gets a copy of it. */
@ConfigMapping(prefix = "grocer.gateway.traffic")
public interface TrafficConfig {
    /**
     * The region of this gateway. Instances whose address ends with it ({@code http://host:port#REGION}) are preferred to
     * all others while there is one that works.
     */
    Optional<String> region();

    /** Services with more than one version, by the name of the upstream that routes name. */
    Map<String, Service> services();

    /** One service. */
    interface Service {
        /** Versions besides the upstream itself, by a name of the operator's choice. */
        Map<String, Version> versions();

        /** The version that gets everything, whatever the weights are; {@code stable} is the upstream itself. */
        Optional<String> serves();

        /**
         * What keeps whoever shares it on one version: {@code claim:NAME} of the bearer token, {@code header:NAME}, or
         * {@code address}. Who has no claim or header is counted by address.
         */
        @WithDefault("claim:families.id")
        String sticky();

        /** The header in which testers name a version; none: nobody chooses. */
        Optional<String> overrideHeader();

        /** Who gets copies. */
        Optional<Mirror> mirror();
    }

    /** One version. */
    interface Version {
        /** The name of its upstream. */
        String upstream();

        /** How many of a hundred it gets; what no version gets is the service's own. */
        @WithDefault("0")
        int percent();
    }

    /** Copies of requests, whose answers nobody hears. */
    interface Mirror {
        /** The name of the upstream that gets them. */
        String upstream();

        /** How many of a hundred. */
        @WithDefault("100")
        int percent();

        /** A request with a larger body is not copied. */
        @WithDefault("64K")
        MemorySize maxBody();

        /** Copies under way; beyond it none is made. */
        @WithDefault("32")
        int maxUnderWay();
    }
}

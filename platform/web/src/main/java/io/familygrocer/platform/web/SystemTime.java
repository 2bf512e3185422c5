package io.familygrocer.platform.web;

import java.time.Clock;
import java.time.InstantSource;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.arc.DefaultBean;

/** What time it is, for those who ask by injecting an {@link InstantSource}, so that a test can move it. */
@Singleton
public class SystemTime {

    @Produces
    @DefaultBean
    @Singleton
    InstantSource clock() {
        return Clock.systemUTC();
    }
}

package io.familygrocer.list.photo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

import io.familygrocer.platform.testkit.Servers;

/** With pictures in a folder. */
@QuarkusTest
@WithTestResource(Servers.class)
class PhotoResourceTest extends PhotoBehaviour {}

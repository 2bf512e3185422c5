package io.familygrocer.list.photo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

import io.familygrocer.platform.testkit.Servers;

/** With pictures in an object store. */
@QuarkusTest
@WithTestResource(Servers.class)
@WithTestResource(ObjectStore.class)
class S3PhotoResourceTest extends PhotoBehaviour {}

package io.familygrocer.list.photo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

import io.familygrocer.platform.devservices.EmbeddedS3;
import io.familygrocer.platform.devservices.Ports;

/** Gives a test's service a bucket of a real object store. */
public final class ObjectStore implements QuarkusTestResourceLifecycleManager {

    private static final String BUCKET = "photos";

    private final String accessKey = "grocer";
    private final String secretKey = UUID.randomUUID().toString();
    private EmbeddedS3.Running server;

    @Override
    public Map<String, String> start() {
        try {
            server =
                    EmbeddedS3.start(Files.createTempDirectory("family-grocer-s3"), Ports.free(), accessKey, secretKey);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (var client = client()) {
            client.createBucket(bucket -> bucket.bucket(BUCKET));
        }
        return config(secretKey);
    }

    @Override
    public void stop() {
        server.process().stop();
    }

    /** How it is reached. */
    Map<String, String> config() {
        return config(secretKey);
    }

    /** How it is reached by one who has this secret. */
    Map<String, String> config(String secret) {
        return Map.of(
                "grocer.list.photos.s3.bucket", BUCKET,
                "grocer.list.photos.s3.endpoint", server.endpoint().toString(),
                "grocer.list.photos.s3.access-key", accessKey,
                "grocer.list.photos.s3.secret-key", secret);
    }

    /** The place for pictures of such a configuration. */
    static PhotoStore store(Map<String, String> config) {
        return new PhotoStores().store(PhotoConfigs.with(config));
    }

    /** One that nobody answers for. */
    static PhotoStore gone() {
        return store(Map.of(
                "grocer.list.photos.s3.bucket",
                BUCKET,
                "grocer.list.photos.s3.endpoint",
                "http://127.0.0.1:" + Ports.free(),
                "grocer.list.photos.s3.access-key",
                "nobody",
                "grocer.list.photos.s3.secret-key",
                "nothing"));
    }

    private S3Client client() {
        return S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}

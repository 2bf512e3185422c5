package io.familygrocer.list.photo;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

import io.familygrocer.list.ListProblem;
import io.familygrocer.platform.web.ProblemException;

/** Pictures in a bucket of an object store, each family's below a prefix of its own. */
final class S3PhotoStore implements PhotoStore {

    private static final Logger LOG = Logger.getLogger(S3PhotoStore.class);

    private static final int RETRY_SECONDS = 5;

    private final S3Client client;
    private final String bucket;
    private final int batch;
    private final Duration timeout;
    private final Semaphore room;

    private S3PhotoStore(S3Client client, String bucket, PhotoConfig.S3 config) {
        this.client = client;
        this.bucket = bucket;
        this.batch = config.batch();
        this.timeout = config.timeout();
        this.room = new Semaphore(config.concurrent());
    }

    static S3PhotoStore of(String bucket, PhotoConfig.S3 config) {
        var builder = S3Client.builder()
                .region(Region.of(config.region()))
                .forcePathStyle(config.pathStyle())
                .credentialsProvider(credentials(config))
                // Not each store knows the checksums that Amazon's has learned lately; signatures cover the bytes.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(config.timeout())
                        .socketTimeout(config.timeout()))
                .overrideConfiguration(calls -> calls.apiCallTimeout(config.timeout()));
        config.endpoint().ifPresent(builder::endpointOverride);
        return new S3PhotoStore(builder.build(), bucket, config);
    }

    private static AwsCredentialsProvider credentials(PhotoConfig.S3 config) {
        return config.accessKey()
                .<AwsCredentialsProvider>map(key -> StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key, config.secretKey().orElse(""))))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    @Override
    public void put(UUID familyId, String name, byte[] bytes) {
        ask(() -> client.putObject(
                object -> object.bucket(bucket).key(key(familyId, name)).contentType("image/jpeg"),
                RequestBody.fromBytes(bytes)));
    }

    @Override
    public Optional<byte[]> get(UUID familyId, String name) {
        return ask(() -> {
            try {
                return Optional.of(
                        client.getObjectAsBytes(object -> object.bucket(bucket).key(key(familyId, name)))
                                .asByteArray());
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void remove(UUID familyId, String name) {
        ask(() -> client.deleteObject(object -> object.bucket(bucket).key(key(familyId, name))));
    }

    /** One by one: what removes many at a time asks for a checksum, and stores differ in which they know. */
    @Override
    public void removeAll(UUID familyId) {
        // From the beginning each time: what was found is gone by the next look.
        for (var found = list(familyId); found.hasContents(); found = list(familyId)) {
            for (var object : found.contents()) {
                ask(() -> client.deleteObject(one -> one.bucket(bucket).key(object.key())));
            }
            if (!found.isTruncated()) {
                return;
            }
        }
    }

    private ListObjectsV2Response list(UUID familyId) {
        return ask(() -> client.listObjectsV2(
                request -> request.bucket(bucket).prefix(familyId + "/").maxKeys(batch)));
    }

    private <T> T ask(Supplier<T> request) {
        try {
            if (!room.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw unavailable();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
        try {
            return request.get();
        } catch (SdkException e) {
            LOG.warnf("The object store of photos does not do what it should: %s", e.getMessage());
            throw unavailable();
        } finally {
            room.release();
        }
    }

    private static ProblemException unavailable() {
        return ProblemException.of(ListProblem.PHOTOS_UNAVAILABLE, null)
                .with(ProblemException.RETRY_AFTER, RETRY_SECONDS);
    }

    private static String key(UUID familyId, String name) {
        return familyId + "/" + name;
    }

    @Override
    public void close() {
        client.close();
    }
}

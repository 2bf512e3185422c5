package io.familygrocer.platform.web;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JSON Web Signature vectors of Project Wycheproof. Ours is ES256 with a P-256 key for signatures: what they call
 * valid by that has to be taken, and everything else refused, also what is valid by another algorithm.
 */
class WycheproofTest {

    /** RFC 7520's examples put their algorithm into the key, which is not the one of the token. */
    record Vector(int id, String comment, JsonNode key, String jws, boolean valid) {

        boolean isOurs() {
            return valid && key != null && "ES256".equals(key.path("alg").asText());
        }

        @Override
        public String toString() {
            return id + " " + comment;
        }
    }

    static Stream<Vector> vectors() throws IOException {
        try (var file = WycheproofTest.class.getResourceAsStream("/wycheproof/json_web_signature_test.json")) {
            var groups = new ObjectMapper().readTree(file).get("testGroups");
            return StreamSupport.stream(groups.spliterator(), false)
                    .flatMap(group -> StreamSupport.stream(group.get("tests").spliterator(), false)
                            .map(test -> new Vector(
                                    test.get("tcId").asInt(),
                                    test.get("comment").asText(),
                                    group.get("public"),
                                    test.get("jws").isTextual()
                                            ? test.get("jws").asText()
                                            : test.get("jws").toString(),
                                    "valid".equals(test.get("result").asText()))));
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isTakenOnlyWhereItIsValidByOurAlgorithm(Vector vector) {
        assertThat(isTaken(vector)).isEqualTo(vector.isOurs());
    }

    @Test
    void someAreOurs() throws IOException {
        assertThat(vectors().filter(Vector::isOurs)).hasSizeGreaterThan(1);
        assertThat(vectors().filter(vector -> !vector.isOurs())).hasSizeGreaterThan(300);
    }

    private static boolean isTaken(Vector vector) {
        try {
            var keys = vector.key() == null
                    ? Map.<String, java.security.PublicKey>of()
                    : FetchedKeys.parse("{\"keys\":[" + vector.key() + "]}");
            var signed = AccessTokenVerifier.read(vector.jws());
            var key = keys.get(signed.getKeyIdHeaderValue());
            return key != null && AccessTokenVerifier.payload(signed, key) != null;
        } catch (JoseException | RuntimeException refused) {
            return false;
        }
    }
}

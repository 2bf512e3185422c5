package io.familygrocer.platform.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds events against the contract: the schema that their producer promises ({@code
 * events/<producer>/<type>/schema.json}) and the fields that each consumer needs ({@code needs/<consumer>/<type>.json}).
 */
public final class Contracts {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Contracts() {}

    /** Asserts that a producer's event, as JSON, is what its schema promises. */
    public static void assertPromised(String producer, String type, String event) {
        assertValid("events/%s/%s/schema.json".formatted(producer, type), event);
    }

    /** Asserts that the example in the contract is what the schema beside it promises. */
    public static void assertExampleFits(String producer, String type) {
        assertPromised(producer, type, example(producer, type));
    }

    /** Asserts that an event, as JSON, has what a consumer reads of it. */
    public static void assertSuffices(String consumer, String type, String event) {
        assertValid("needs/%s/%s.json".formatted(consumer, type), event);
    }

    /** Whether a consumer has said that it reads such events. */
    public static boolean isNeeded(String consumer, String type) {
        return Contracts.class.getResource("/needs/%s/%s.json".formatted(consumer, type)) != null;
    }

    /** The example of an event: what a consumer's test feeds itself with. */
    public static String example(String producer, String type) {
        return read("events/%s/%s/example.json".formatted(producer, type));
    }

    private static void assertValid(String schemaFile, String document) {
        Schema schema = SCHEMAS.getSchema(read(schemaFile), InputFormat.JSON);
        assertThat(schema.validate(document, InputFormat.JSON))
                .as("%n%s%nheld against contracts/%s", document, schemaFile)
                .isEmpty();
    }

    private static String read(String file) {
        try (InputStream resource = Contracts.class.getResourceAsStream("/" + file)) {
            assertThat(resource).as("contracts/src/main/resources/%s", file).isNotNull();
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.familygrocer.family.passkey;

import java.util.Arrays;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** An update of webauthn4j must not break passkeys in native images only. */
class WebAuthnReflectionTest {

    @Test
    void allThatJacksonReadsOfTheLibraryIsKept() {
        var read = new ClassFileImporter()
                .importPackages("com.webauthn4j.data").stream()
                        .filter(WebAuthnReflectionTest::isRead)
                        .map(JavaClass::getName)
                        .toList();

        assertThat(read).isNotEmpty();
        assertThat(Arrays.asList(WebAuthnReflection.class
                        .getAnnotation(RegisterForReflection.class)
                        .classNames()))
                .containsAll(read);
    }

    private static boolean isRead(JavaClass type) {
        return Stream.of(
                        type.getAnnotations().stream(),
                        type.getFields().stream().flatMap(field -> field.getAnnotations().stream()),
                        type.getCodeUnits().stream().flatMap(unit -> unit.getAnnotations().stream()),
                        type.getCodeUnits().stream()
                                .flatMap(unit ->
                                        unit.getParameterAnnotations().stream().flatMap(java.util.Set::stream)))
                .flatMap(all -> all)
                .map(JavaAnnotation.class::cast)
                .anyMatch(annotation -> annotation.getRawType().getPackageName().startsWith("com.fasterxml.jackson")
                        || annotation.getRawType().getPackageName().startsWith("tools.jackson"));
    }
}

package io.familygrocer.family.mail;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.qute.Engine;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.familygrocer.family.House;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(House.class)
class MailTemplateTest {

    @Inject
    Engine templates;

    static Stream<Arguments> all() {
        return Stream.of(MailTemplate.values())
                .flatMap(template -> MailService.LANGUAGES.stream().map(language -> Arguments.of(template, language)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysEachOfItsValuesInTextAndEscapedInHtml(MailTemplate template, String language) {
        var values = template.needs().stream().collect(Collectors.toMap(name -> name, name -> "<b>" + name));

        var mail = MailText.of(templates, template, language, values);

        assertThat(mail.subject()).isNotBlank().doesNotContain("\n", "{");
        for (String value : values.values()) {
            assertThat(mail.text()).contains(value);
            assertThat(mail.html()).contains(value.replace("<b>", "&lt;b&gt;")).doesNotContain(value);
        }
        assertThat(mail.html()).contains("lang=\"" + language + "\"");
    }
}

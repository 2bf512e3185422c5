package io.familygrocer.family.mail;

import java.util.Map;
import java.util.regex.Pattern;

import io.quarkus.qute.Engine;

/** A mail as people read it, in text and in HTML of the same words. */
record MailText(String subject, String text, String html) {

    private static final Pattern LINE_BREAKS = Pattern.compile("\\R+");
    private static final Pattern EMPTY_LINES = Pattern.compile("\\R\\R+");
    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    static MailText of(Engine engine, MailTemplate template, String language, Map<String, String> values) {
        String all = engine.getTemplate(template.path(language)).render(values);
        int end = all.indexOf('\n');
        String subject = all.substring(0, end).strip();
        String text = all.substring(end).strip();
        var paragraphs = EMPTY_LINES
                .splitAsStream(text)
                .map(paragraph -> LINE_BREAKS.matcher(paragraph).replaceAll(" "))
                .map(MailText::paragraph)
                .toList();
        String html = engine.getTemplate("mail/layout.html")
                .data("language", language)
                .data("subject", subject)
                .data("paragraphs", paragraphs)
                .render();
        return new MailText(subject, text + "\n", html);
    }

    /** What the layout asks of a paragraph; a link is one that is nothing else. */
    private static Map<String, Object> paragraph(String text) {
        return Map.of("text", text, "link", LINK.matcher(text).matches());
    }
}

package io.familygrocer.platform.testkit;

import java.util.UUID;

import io.restassured.path.json.JsonPath;

/** Asks a service, as family-service does, for what it keeps of people and families, and hears what it answers. */
public final class PrivacyRequests implements AutoCloseable {

    private static final String TOPIC = "grocer.family";

    private final String service;
    private final String name;
    private final Topic answers;

    private PrivacyRequests(String service) {
        this.service = service;
        this.name = service.replaceFirst("-service$", "");
        this.answers = Topic.listen("grocer." + name);
    }

    /** Asks a service, for example {@code list-service}. */
    public static PrivacyRequests to(String service) {
        return new PrivacyRequests(service);
    }

    /** Has a person erased, who was in that family, and answers the service's signature. */
    public JsonPath erasePerson(UUID person, UUID family) {
        return erasureDone(askToErase(person, """
                "subject":"person","personId":"%s","familyId":null,"familyIds":["%s"],"personIds":["%1$s"]""".formatted(person, family)));
    }

    /** Has a family erased, which had that member, and answers the service's signature. */
    public JsonPath eraseFamily(UUID family, UUID member) {
        return erasureDone(askToEraseFamily(family, member));
    }

    /** Asks for a family to be erased and does not wait for it; {@link #erasureDone} does. */
    public UUID askToEraseFamily(UUID family, UUID member) {
        return askToErase(family, """
                "subject":"family","personId":null,"familyId":"%s","familyIds":["%1$s"],"personIds":["%s"]""".formatted(family, member));
    }

    private static UUID askToErase(UUID subject, String what) {
        var erasure = UUID.randomUUID();
        say("family.erasure-requested.v1", subject, """
                {"erasureId":"%s",%s,"requestedAt":"2026-11-21T15:00:00Z"}""".formatted(erasure, what));
        return erasure;
    }

    /** Waits until the service has signed an erasure. */
    public JsonPath erasureDone(UUID erasure) {
        return JsonPath.from(answer("erasure-done.v1", erasure));
    }

    /** What the service tells of a person, who is in that family: the first part of it. */
    public String exportPerson(UUID person, UUID family) {
        return exported(person, """
                "subject":"person","personId":"%s","familyIds":["%s"]""".formatted(person, family));
    }

    /** What the service tells of a family: the first part of it. */
    public String exportFamily(UUID family) {
        return exported(family, """
                "subject":"family","personId":null,"familyIds":["%s"]""".formatted(family));
    }

    private String exported(UUID subject, String what) {
        var export = UUID.randomUUID();
        say("family.export-requested.v1", subject, "{\"exportId\":\"%s\",%s}".formatted(export, what));
        return answer("export-part.v1", export);
    }

    /** The records of a part of an export, as the service wrote them. */
    public static String records(String part) {
        return part.substring(part.indexOf("\"records\":") + "\"records\":".length(), part.length() - 1);
    }

    /**
     * Brings a family in from an archive that has one part.
     *
     * @param records a JSON array, for example of {@link #records}
     */
    public void importFamily(UUID family, String records) {
        say("family.import-part.v1", family, """
                {"importId":"%s","service":"%s","familyId":"%s","part":0,"last":true,"records":%s}""".formatted(UUID.randomUUID(), service, family, records));
    }

    /** Says that a person has come who was only a name until now. */
    public void recognise(UUID family, UUID placeholder, UUID person) {
        say("family.person-recognised.v1", family, """
                {"familyId":"%s","placeholderId":"%s","personId":"%s"}""".formatted(family, placeholder, person));
    }

    private String answer(String type, UUID request) {
        return answers.await(
                        1,
                        message -> "%s.%s".formatted(name, type).equals(Topic.header(message, "ce_type"))
                                && message.value().contains(request.toString()))
                .getFirst()
                .value();
    }

    private static void say(String type, UUID key, String data) {
        Topic.say(TOPIC, "/family-service", type, key.toString(), UUID.randomUUID(), data);
    }

    @Override
    public void close() {
        answers.close();
    }
}

package io.familygrocer.family.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.familygrocer.family.secret.Vault;

/** What of a mail nobody may read in the database. */
record MailContent(String address, Map<String, String> values) {

    private static final String PURPOSE = "mail";

    byte[] seal(Vault vault, ObjectMapper json) {
        try {
            return vault.seal(PURPOSE, json.writeValueAsBytes(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MailContent open(byte[] sealed, Vault vault, ObjectMapper json) {
        try {
            return json.readValue(vault.open(PURPOSE, sealed), MailContent.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "MailContent[…]";
    }
}

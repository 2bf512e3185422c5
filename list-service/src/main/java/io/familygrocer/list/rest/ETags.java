package io.familygrocer.list.rest;

import java.util.Optional;

import io.familygrocer.platform.web.ProblemException;

/** Entity tags of RFC 9110: a document's revision in quotes. */
final class ETags {

    private ETags() {}

    static String of(long revision) {
        return "\"" + revision + "\"";
    }

    /**
     * What an {@code If-Match} header asks for; a star asks for nothing but that it is there, which every call does.
     *
     * @throws ProblemException 400 where it is no tag of ours
     */
    static ListService.Precondition ifMatch(String header) {
        if (header == null || header.strip().equals("*")) {
            return ListService.Precondition.none();
        }
        String tag = header.strip();
        if (!tag.matches("\"\\d{1,18}\"")) {
            throw ProblemException.invalid("If-Match", "must be one entity tag that this service has given");
        }
        return new ListService.Precondition(Optional.of(Long.valueOf(tag.substring(1, tag.length() - 1))));
    }
}

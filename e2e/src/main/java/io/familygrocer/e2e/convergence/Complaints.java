package io.familygrocer.e2e.convergence;

import java.util.ArrayList;
import java.util.List;

/** What is wrong, sentence by sentence. */
final class Complaints {

    private final List<String> sentences = new ArrayList<>();

    /** A sentence with values in it, as {@link String#formatted} has them. */
    void add(String sentence, Object... values) {
        say(sentence.formatted(values));
    }

    void say(String sentence) {
        sentences.add(sentence);
    }

    List<String> sentences() {
        return sentences;
    }
}

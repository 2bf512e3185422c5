package io.familygrocer.e2e.convergence;

import java.util.UUID;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the checker has against an answer. */
class AnswersTest {

    private static final UUID MILK = UUID.randomUUID();
    private static final UUID BREAD = UUID.randomUUID();

    private final Answers answers = new Answers();
    private final Complaints complaints = new Complaints();

    @Test
    void answersOfOneMomentAreFine() {
        answers.add(0, answer(2, document(MILK, 1, false), document(BREAD, 2, false)));
        answers.add(2, answer(3, document(MILK, 3, true)));
        answers.add(1, answer(3, document(BREAD, 2, false), document(MILK, 3, true)));
        // Who begins with nothing need not hear of what is gone.
        answers.add(0, answer(3, document(BREAD, 2, false)));
        answers.add(3, answer(3));

        answers.judge(complaints);

        assertThat(complaints.sentences()).isEmpty();
    }

    @Test
    void whatAnAnswerLacksIsMissedThoughTheNextOneHasIt() {
        answers.add(0, answer(2, document(BREAD, 2, false)));
        answers.add(0, answer(2, document(MILK, 1, false), document(BREAD, 2, false)));

        answers.judge(complaints);

        assertThat(complaints.sentences()).singleElement().asString().contains("is without", MILK.toString());
    }

    @Test
    void aTombstoneIsMissedByWhoKnewTheDocument() {
        answers.add(1, answer(3, document(MILK, 3, true)));
        answers.add(1, answer(3));

        answers.judge(complaints);

        assertThat(complaints.sentences()).singleElement().asString().contains("from 1 to 3 is without");
    }

    @Test
    void whoStartsAgainHearsAllOfIt() {
        answers.add(0, answer(1, document(MILK, 1, false)));
        answers.add(9, answer(2, document(BREAD, 2, false)).put("reset", true));

        answers.judge(complaints);

        assertThat(complaints.sentences()).singleElement().asString().contains("is without", MILK.toString());
    }

    @Test
    void anAnswerIsInOrderAndWithinItsBounds() {
        answers.add(0, answer(2, document(BREAD, 2, false), document(MILK, 1, false)));
        answers.add(2, answer(2, document(BREAD, 2, false)));

        answers.judge(complaints);

        assertThat(complaints.sentences()).hasSize(2);
    }

    @Test
    void aRevisionIsOneThing() {
        answers.add(0, answer(1, document(MILK, 1, false)));
        answers.add(0, answer(1, document(MILK, 1, false).put("name", "oat milk")));

        answers.judge(complaints);

        assertThat(complaints.sentences()).singleElement().asString().contains("two things");
    }

    private static ObjectNode answer(long revision, ObjectNode... documents) {
        var answer =
                JsonNodeFactory.instance.objectNode().put("revision", revision).put("reset", false);
        var changes = answer.putArray("changes");
        for (var document : documents) {
            changes.add(document);
        }
        return answer;
    }

    private static ObjectNode document(UUID id, long revision, boolean deleted) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id.toString())
                .put("revision", revision)
                .put("deleted", deleted);
    }
}

package io.familygrocer.list.pull;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

import io.familygrocer.list.gathering.EventLoops;
import io.familygrocer.list.gathering.Gathering;
import io.familygrocer.list.membership.HeardBeside;
import io.familygrocer.platform.web.Caller;

/**
 * Answers sync calls that bring nothing and for which there is nothing new, which most calls are. Those that come at the
 * same time share one statement, in which all of what decides is read: how far the family and the client are, and what
 * was heard of who asks. Only the plainest case is answered here; for all else the ordinary road is asked anew.
 */
@ApplicationScoped
class PullService {

    /**
     * Each by its primary key, whatever the planner thinks of the length of an array: a limit is not pulled up into a join
     * that reads the table. The arrays are selected, so that one plan is as good as one for each length, and is kept.
     */
    private static final String LOOK =
            """
            select f.revision, f.purged_revision, c.last_seq, %s
            from unnest((select $1::uuid[]), (select $2::uuid[]), (select $3::uuid[]))
              with ordinality as q (family_id, client_id, bearer_id, nr)
            left join lateral (select revision, purged_revision from family_revision
              where family_id = q.family_id limit 1) f on true
            left join lateral (select last_seq from sync_client
              where family_id = q.family_id and client_id = q.client_id limit 1) c on true
            %s
            order by q.nr""".formatted(HeardBeside.COLUMNS, HeardBeside.joins("q.family_id", "q.bearer_id"));

    /** Where what was heard begins in a row. */
    private static final int HEARD = 3;

    private final Pool pool;
    private final EventLoops loops;
    private final Gathering<Question, Optional<Answer>> looks;
    private final DistributionSummary sizes;
    private final Counter answered;
    private final Counter passedOn;
    private final Counter failed;
    private final Clock clock = Clock.systemUTC();

    PullService(Pool pool, EventLoops loops, PullConfig config, MeterRegistry metrics) {
        this.pool = pool;
        this.loops = loops;
        this.looks = new Gathering<>(config, this::look);
        this.sizes = metrics.summary("grocer.list.pull.look.calls");
        this.answered = metrics.counter("grocer.list.pull.calls", "outcome", "nothing-new");
        this.passedOn = metrics.counter("grocer.list.pull.calls", "outcome", "passed-on");
        this.failed = metrics.counter("grocer.list.pull.calls", "outcome", "failed");
    }

    /**
     * The answer where there is nothing new for the client and nothing else to be said; empty for everything else, also
     * where the caller does not belong to the family. It fails where the database does not answer in time. To be asked on
     * the event loop of the request; the answer comes there, in nobody's context.
     */
    Future<Optional<Answer>> nothingNew(Caller caller, PullCall call) {
        var here = loops.of(Vertx.currentContext()).orElseThrow();
        return looks.ask(new Question(caller, call), here).onFailure(cause -> failed.increment());
    }

    private Future<List<Optional<Answer>>> look(List<Question> questions) {
        int count = questions.size();
        sizes.record(count);
        var families = new UUID[count];
        var clients = new UUID[count];
        var bearers = new UUID[count];
        for (int i = 0; i < count; i++) {
            families[i] = questions.get(i).call.familyId();
            clients[i] = questions.get(i).call.clientId();
            bearers[i] = questions.get(i).caller.personId();
        }
        return pool.preparedQuery(LOOK)
                .execute(Tuple.of(families, clients, bearers))
                .map(rows -> {
                    var answers = new ArrayList<Optional<Answer>>(count);
                    rows.forEach(row -> answers.add(answer(questions.get(answers.size()), row)));
                    long nothing = answers.stream().filter(Optional::isPresent).count();
                    answered.increment(nothing);
                    passedOn.increment(answers.size() - nothing);
                    return answers;
                });
    }

    private Optional<Answer> answer(Question question, Row row) {
        long since = question.call.since();
        Long revision = row.getLong(0);
        // Before its first change, a family is at 0 and has no client that had sent anything.
        boolean nothing = revision == null ? since == 0 : since == revision && since >= row.getLong(1);
        if (!nothing
                || !HeardBeside.letsIn(
                        question.caller, question.call.familyId(), i -> row.getValue(HEARD + i), clock.instant())) {
            return Optional.empty();
        }
        Long lastSeq = revision == null ? null : row.getLong(2);
        return Optional.of(new Answer(since, lastSeq == null ? 0 : lastSeq));
    }

    /** @param lastSeq the last of the client's mutations that was taken; 0 before the first */
    record Answer(long revision, long lastSeq) {}

    private record Question(Caller caller, PullCall call) {}
}

package io.familygrocer.list;

import io.familygrocer.platform.web.ProblemType;

/** What list-service refuses. */
public enum ListProblem implements ProblemType {
    /** The mutations do not follow the last one taken; {@code expectedSeq} says where to go on. */
    SEQ_GAP(409, "Mutations are missing"),
    /** The client id belongs to another person's install. */
    CLIENT_TAKEN(409, "Another person uses this client id"),
    /** The item is not there, and the mutation does not say enough to create it. */
    ITEM_UNKNOWN(404, "There is no such item"),
    /** The list is not there any more. */
    LIST_UNKNOWN(404, "There is no such list"),
    /** There is no such trip. */
    TRIP_UNKNOWN(404, "There is no such trip"),
    /** The family has as many lists or items as it may have. */
    LIMIT_REACHED(409, "The family has as many as it may have"),
    /** What is to be taken back is not in the activity log, or not any more. */
    ACTIVITY_UNKNOWN(404, "There is no such activity"),
    /** Once is enough: to do it again, its undo is undone. */
    ALREADY_UNDONE(409, "That is taken back already"),
    /** It did too much to be taken back in one go. */
    NOT_UNDOABLE(409, "That can't be taken back"),
    /** What happened up to that revision has been forgotten. */
    HISTORY_GONE(410, "The history does not reach back so far"),
    /** Too much has happened since that revision. */
    HISTORY_TOO_FAR(409, "Too much has happened since"),
    /** This instance holds as many streams as it may. */
    TOO_MANY_STREAMS(503, "Too many streams are open; try again soon"),
    /** Somebody else has been changing the family for longer than is waited for. */
    FAMILY_BUSY(503, "The family's lists are being changed; try again soon"),
    /** The file can't be read as what it is said to be. */
    UNREADABLE_FILE(422, "The file can't be read"),
    /** This instance runs as many imports as it may. */
    TOO_MANY_IMPORTS(503, "Too many imports are running; try again soon"),
    /** A calendar is read more often than anything on it can change. */
    FEED_READ_TOO_OFTEN(429, "The calendar is read too often"),
    /** What was sent is no picture that is read here. */
    NO_PHOTO(422, "This is no picture that can be kept"),
    /** The object store of pictures does not answer; what is in the log. */
    PHOTOS_UNAVAILABLE(503, "Photos can't be read or kept at the moment"),
    /** Something went wrong with a calendar; what is in the log. */
    FEED_FAILED(503, "The calendar can't be read at the moment");

    private final int status;
    private final String title;

    ListProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}

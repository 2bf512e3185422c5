package io.familygrocer.list.exports;

import java.util.List;

import io.familygrocer.list.store.DocumentView.ItemView;
import io.familygrocer.list.store.DocumentView.ListView;

/** Writes lists in a form, piece by piece. Used for one export, in the order of its methods. */
interface ExportWriter {

    /** What comes before the first list. */
    String start();

    /** What comes before the items of a list. */
    String list(ListView list);

    /** Some items of the list that was begun last. */
    String items(List<ItemView> items);

    /** What comes after the items of a list. */
    String listEnd();

    /** What comes after the last list. */
    String end();
}

package io.familygrocer.list.exports;

import java.util.List;

import io.familygrocer.list.imports.CsvCells;
import io.familygrocer.list.store.DocumentView.ItemView;
import io.familygrocer.list.store.DocumentView.ListView;

/** The columns that the importer reads. Lines end with CR LF. */
final class CsvExport implements ExportWriter {

    private String list;

    @Override
    public String start() {
        return "list,name,quantity,unit,category,note,checked\r\n";
    }

    @Override
    public String list(ListView view) {
        list = view.name();
        return "";
    }

    @Override
    public String items(List<ItemView> items) {
        var rows = new StringBuilder();
        for (var item : items) {
            rows.append(cell(list)).append(',').append(cell(item.name())).append(',');
            // A number is no formula, whatever its sign.
            rows.append(item.amount() == null ? "" : item.amount().toPlainString());
            for (String text : new String[] {item.unit(), item.category(), item.note()}) {
                rows.append(',').append(cell(text));
            }
            rows.append(',').append(item.checked()).append("\r\n");
        }
        return rows.toString();
    }

    @Override
    public String listEnd() {
        return "";
    }

    @Override
    public String end() {
        return "";
    }

    private static String cell(String text) {
        if (text == null) {
            return "";
        }
        return '"' + CsvCells.safe(text).replace("\"", "\"\"") + '"';
    }
}

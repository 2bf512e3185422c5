package io.familygrocer.list.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

import io.familygrocer.list.JsonRows;

/**
 * Documents of several families in one statement, past Hibernate's sessions: for calls that share a transaction. Each is
 * asked for with its family.
 */
@ApplicationScoped
public class DocumentRows {

    /**
     * By the primary key, whatever the planner thinks of the length of an array: a limit is not pulled up into a join that
     * reads the table. The arrays are selected, so that one plan is as good as one for each length, and is kept.
     */
    private static final String ITEMS = """
            select row_to_json(i)::text, row_to_json(l)::text
            from unnest((select $1::uuid[]), (select $2::uuid[])) as w (family_id, id)
            cross join lateral (select * from item where family_id = w.family_id and id = w.id limit 1) i
            left join lateral (
              select * from grocery_list where family_id = i.family_id and id = i.list_id limit 1) l on true""";

    private static final String LISTS = """
            select row_to_json(l)::text from unnest((select $1::uuid[]), (select $2::uuid[])) as w (family_id, id)
            cross join lateral (select * from grocery_list where family_id = w.family_id and id = w.id limit 1) l""";

    /** Index item_open_name; that nothing is skipped keeps it out of a join, too. */
    private static final String OPEN = """
            select row_to_json(i)::text
            from unnest((select $1::uuid[]), (select $2::uuid[]), (select $3::text[])) as w (family_id, list_id, value)
            cross join lateral (
              select * from item where family_id = w.family_id and list_id = w.list_id and %s = w.value
                and not removed and not checked and asked_revision is null offset 0) i""";

    private static final String NAMED = OPEN.formatted("name_key");
    private static final String OF_PRODUCT = OPEN.formatted("product_id");

    static final String WRITE_ITEMS = write("item", Item.unwritten(null, null));
    static final String WRITE_LISTS = write("grocery_list", GroceryList.unwritten(null, null));

    /** The items of these ids, tombstones and aliases too, with the lists that they are on. */
    public Future<List<Found>> items(SqlConnection connection, Collection<Key> keys) {
        return query(
                connection,
                ITEMS,
                keys.isEmpty(),
                byKey(keys),
                row -> new Found(
                        JsonRows.read(row.getString(0), Item.class),
                        JsonRows.read(row.getString(1), GroceryList.class)));
    }

    /** The lists of these ids, tombstones too. */
    public Future<List<GroceryList>> lists(SqlConnection connection, Collection<Key> keys) {
        return query(
                connection,
                LISTS,
                keys.isEmpty(),
                byKey(keys),
                row -> JsonRows.read(row.getString(0), GroceryList.class));
    }

    /** What is open on these lists under these names, as {@link Item#nameKey} has them. */
    public Future<List<Item>> named(SqlConnection connection, Collection<OnList> names) {
        return open(connection, NAMED, names);
    }

    /** What is open on these lists of these products. */
    public Future<List<Item>> ofProducts(SqlConnection connection, Collection<OnList> products) {
        return open(connection, OF_PRODUCT, products);
    }

    /** Writes them as they are, new or not. */
    public Future<Void> write(SqlConnection connection, Collection<Item> items, Collection<GroceryList> lists) {
        return Future.join(write(connection, WRITE_ITEMS, items), write(connection, WRITE_LISTS, lists))
                .mapEmpty();
    }

    private static Future<Void> write(SqlConnection connection, String sql, Collection<?> rows) {
        return rows.isEmpty()
                ? Future.succeededFuture()
                : connection
                        .preparedQuery(sql)
                        .execute(Tuple.of(JsonRows.written(rows)))
                        .mapEmpty();
    }

    private static Future<List<Item>> open(SqlConnection connection, String sql, Collection<OnList> wanted) {
        var arrays = Tuple.of(
                wanted.stream().map(OnList::familyId).toArray(UUID[]::new),
                wanted.stream().map(OnList::listId).toArray(UUID[]::new),
                wanted.stream().map(OnList::value).toArray(String[]::new));
        return query(connection, sql, wanted.isEmpty(), arrays, row -> JsonRows.read(row.getString(0), Item.class));
    }

    private static <T> Future<List<T>> query(
            SqlConnection connection, String sql, boolean nothing, Tuple arrays, Function<Row, T> read) {
        return nothing
                ? Future.succeededFuture(List.of())
                : connection.preparedQuery(sql).execute(arrays).map(rows -> {
                    var found = new ArrayList<T>(rows.size());
                    rows.forEach(row -> found.add(read.apply(row)));
                    return found;
                });
    }

    private static Tuple byKey(Collection<Key> keys) {
        return Tuple.of(keys.stream().map(Key::familyId).toArray(UUID[]::new), (Object)
                keys.stream().map(Key::id).toArray(UUID[]::new));
    }

    private static String write(String table, Document like) {
        var columns = JsonRows.columns(like);
        var content = columns.stream()
                .filter(column -> !Set.of("family_id", "id").contains(column))
                .toList();
        String all = String.join(", ", columns);
        return "insert into %s (%s) select %s from %s on conflict (family_id, id) do update set (%s) = (%s)"
                .formatted(
                        table,
                        all,
                        all,
                        JsonRows.recordset(table).replace("?", "$1"),
                        String.join(", ", content),
                        content.stream().map("excluded."::concat).collect(Collectors.joining(", ")));
    }

    /** A document of a family. */
    public record Key(UUID familyId, UUID id) {}

    /** A name or a product on a list of a family. */
    public record OnList(UUID familyId, UUID listId, String value) {}

    /** An item and the list that it is on; null where there is none. */
    public record Found(Item item, GroceryList list) {}
}

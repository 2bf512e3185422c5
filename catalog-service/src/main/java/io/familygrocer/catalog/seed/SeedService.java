package io.familygrocer.catalog.seed;

import java.util.List;
import java.util.function.Function;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

import io.familygrocer.catalog.SharedCaches;
import io.familygrocer.catalog.seed.CatalogueFiles.CategoryRow;
import io.familygrocer.catalog.seed.CatalogueFiles.ProductRow;
import io.familygrocer.catalog.seed.ProductTerms.Term;
import io.familygrocer.catalog.text.NormalForm;

/**
 * Brings the catalogue's data files into the database when the service starts. Of several replicas one does it while
 * the others wait for it; where nothing has changed it costs one query. What the files no longer name is marked gone
 * and kept, because items refer to it.
 */
@ApplicationScoped
public class SeedService {

    private static final Logger LOG = Logger.getLogger(SeedService.class);

    /** Before the consumers and the classifier: they find the catalogue as the files have it. */
    private static final int FIRST = 1;

    /** Marks our advisory lock among those of others; the bytes of "seed". */
    private static final int LOCK = 0x73656564;

    private final Pool pool;
    private final SharedCaches caches;
    private final String version = CatalogueFiles.checksum();

    SeedService(Pool pool, SharedCaches caches) {
        this.pool = pool;
        this.caches = caches;
    }

    /** Names the content of the catalogue, for the keys of caches; 16 hexadecimal digits. */
    public String version() {
        return version;
    }

    void start(@Observes @Priority(FIRST) StartupEvent started) {
        if (isCurrent(pool.query("select checksum from catalogue_seed")
                .execute()
                .await()
                .indefinitely())) {
            return;
        }
        boolean written = pool.withTransaction(this::seedOnce).await().indefinitely();
        if (written) {
            caches.forget();
        }
        LOG.infof("The catalogue is %s, %s", version, written ? "written from the data files" : "as others wrote it");
    }

    private Uni<Boolean> seedOnce(SqlConnection connection) {
        return connection
                .query("select 1 from pg_advisory_xact_lock(%d)".formatted(LOCK))
                .execute()
                .chain(() ->
                        connection.query("select checksum from catalogue_seed").execute())
                .chain(found -> isCurrent(found)
                        ? Uni.createFrom().item(false)
                        : seed(connection).replaceWith(true));
    }

    private Uni<Void> seed(SqlConnection connection) {
        var categories = CatalogueFiles.categories();
        var products = CatalogueFiles.products();
        var terms = products.stream()
                .flatMap(product -> ProductTerms.of(product).stream())
                .toList();
        return batch(connection, SeedSql.UPSERT_CATEGORY, rows(categories, SeedService::tuple))
                .chain(() -> batch(connection, SeedSql.UPSERT_PRODUCT, rows(products, SeedService::tuple)))
                .chain(() -> execute(connection, SeedSql.GONE_PRODUCTS, texts(products, ProductRow::id)))
                .chain(() -> execute(connection, SeedSql.GONE_CATEGORIES, texts(categories, CategoryRow::slug)))
                .chain(() -> connection.query(SeedSql.DELETE_TERMS).execute())
                .chain(() -> execute(
                        connection,
                        SeedSql.INSERT_TERMS,
                        texts(terms, Term::productId),
                        texts(terms, Term::language),
                        terms.stream().map(Term::kind).toArray(Short[]::new),
                        texts(terms, Term::text)))
                .chain(() -> execute(connection, SeedSql.REMEMBER, version));
    }

    private boolean isCurrent(RowSet<Row> checksums) {
        var rows = checksums.iterator();
        return rows.hasNext() && rows.next().getString(0).equals(version);
    }

    private static Uni<Void> batch(SqlConnection connection, String sql, List<Tuple> rows) {
        return connection.preparedQuery(sql).executeBatch(rows).replaceWithVoid();
    }

    private static Uni<Void> execute(SqlConnection connection, String sql, Object... values) {
        return connection.preparedQuery(sql).execute(Tuple.from(values)).replaceWithVoid();
    }

    private static <T> List<Tuple> rows(List<T> values, Function<T, Tuple> row) {
        return values.stream().map(row).toList();
    }

    private static <T> Object texts(List<T> values, Function<T, String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }

    private static Tuple tuple(CategoryRow row) {
        return Tuple.of(row.slug(), row.position(), row.icon(), row.nameEn(), row.nameDe());
    }

    private static Tuple tuple(ProductRow row) {
        return Tuple.from(List.of(
                row.id(),
                row.category(),
                row.nameEn(),
                row.nameDe(),
                NormalForm.of(row.nameEn()),
                NormalForm.of(row.nameDe())));
    }
}

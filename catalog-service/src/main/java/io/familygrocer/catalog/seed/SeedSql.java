package io.familygrocer.catalog.seed;

/** How the data files are written down. */
final class SeedSql {

    static final String UPSERT_CATEGORY = """
            insert into category (slug, position, icon, name_en, name_de, gone) values ($1, $2, $3, $4, $5, false)
            on conflict (slug) do update set position = excluded.position, icon = excluded.icon,
              name_en = excluded.name_en, name_de = excluded.name_de, gone = false""";

    static final String UPSERT_PRODUCT = """
            insert into product (id, category, name_en, name_de, sort_en, sort_de, gone)
            values ($1, $2, $3, $4, $5, $6, false)
            on conflict (id) do update set category = excluded.category, name_en = excluded.name_en,
              name_de = excluded.name_de, sort_en = excluded.sort_en, sort_de = excluded.sort_de, gone = false""";

    static final String GONE_PRODUCTS = "update product set gone = true where not gone and id <> all ($1)";

    static final String GONE_CATEGORIES = "update category set gone = true where not gone and slug <> all ($1)";

    /** Terms are derived, and nobody refers to them: they are written anew. */
    static final String DELETE_TERMS = "delete from product_term";

    static final String INSERT_TERMS = """
            insert into product_term (product_id, lang, kind, term)
            select * from unnest($1::text[], $2::text[], $3::smallint[], $4::text[])""";

    static final String REMEMBER = """
            insert into catalogue_seed (id, checksum, seeded_at) values (1, $1, now())
            on conflict (id) do update set checksum = excluded.checksum, seeded_at = excluded.seeded_at""";

    private SeedSql() {}
}

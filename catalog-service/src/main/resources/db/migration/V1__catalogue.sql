-- Similar words. A trusted extension: the owner of the database may create it.
create extension if not exists pg_trgm;

create table category (
  slug     text primary key,
  position integer not null,
  icon     text    not null,
  name_en  text    not null,
  name_de  text    not null,
  gone     boolean not null
);

-- Sorted by code point, not by a locale: the same on each server, and fit for keysets.
create table product (
  id       text primary key,
  category text not null references category (slug),
  name_en  text not null,
  name_de  text not null,
  sort_en  text collate "C" not null,
  sort_de  text collate "C" not null,
  gone     boolean not null
);

-- ProductRepository.browse, all products and those of a category, in the order of each language.
create index product_sort_en on product (sort_en, id) where not gone;
create index product_sort_de on product (sort_de, id) where not gone;
create index product_category_en on product (category, sort_en, id) where not gone;
create index product_category_de on product (category, sort_de, id) where not gone;

-- What a product is found by, in normal form; kind 0 is its name, 1 a synonym, 2 what follows a word inside of those.
create table product_term (
  product_id text     not null references product (id),
  lang       text     not null,
  kind       smallint not null,
  term       text collate "C" not null,
  primary key (product_id, lang, term)
);

-- ProductRepository.search: by the beginning of a word, and by similar words.
create index product_term_prefix on product_term (lang, term) include (product_id, kind);
create index product_term_similar on product_term using gin (term gin_trgm_ops);

-- What the tables were last written from.
create table catalogue_seed (
  id        integer primary key check (id = 1),
  checksum  text        not null,
  seeded_at timestamptz not null
);

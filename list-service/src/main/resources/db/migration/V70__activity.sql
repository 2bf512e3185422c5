-- The name as it is compared, so that a second "Milk" finds the first: merge.Sameness. What was written before this
-- release gets nearly that form; where it is not quite it, two equal items are not folded.
alter table item add column name_key text;
update item set name_key = lower(btrim(regexp_replace(normalize(name, NFKC), '\s+', ' ', 'g')));
alter table item alter column name_key set not null;
-- FamilyStore.equals: what is open on a list, by name.
create index item_open_name on item (family_id, list_id, name_key)
  where not removed and not checked and asked_revision is null;

-- The item that this id is an alias of.
alter table item add column merged_into uuid;
-- PurgeRepository: an alias lives as long as what it stands for.
create index item_merged_into on item (family_id, merged_into) where merged_into is not null;

alter table item add column removed_at timestamptz;
alter table grocery_list add column removed_at timestamptz;
update item set removed_at = now() where removed;
update grocery_list set removed_at = now() where removed;
-- PurgeRepository: the oldest tombstones.
create index item_removed_at on item (removed_at) where removed;
create index grocery_list_removed_at on grocery_list (removed_at) where removed;

-- Up to where tombstones may have been cleaned away, and up to where the log may have been.
alter table family_revision add column purged_revision bigint not null default 0;
alter table family_revision add column log_revision bigint not null default 0;
-- What happened before there was a log is not in it.
update family_revision set log_revision = revision;

-- What had been purged when a client began to take everything anew, page by page.
alter table sync_client add column resumes_purge bigint not null default 0;

-- What each mutation did to each document, with how the document was before: a row a revision. The rows of one
-- mutation share its entry, which is the last of their revisions; size says how many they are. By hash of the family, see ADR 0041.
create table activity (
  family_id  uuid        not null,
  revision   bigint      not null,
  entry      bigint      not null,
  size       integer     not null,
  op         text        not null,
  subject_id uuid        not null,
  kind       text        not null,
  doc_id     uuid        not null,
  list_id    uuid        not null,
  to_list_id uuid,
  happened_at timestamptz not null,
  stamp      text        not null,
  person_id  uuid        not null,
  before     text,
  after      text        not null,
  -- Of the last row of a mutation: which one it takes back, and whether it was itself.
  undoes     bigint,
  undone     boolean     not null default false,
  primary key (family_id, revision)
) partition by hash (family_id);
do $$
begin
  for part in 0..15 loop
    execute format('create table activity_%s partition of activity for values with (modulus 16, remainder %s)',
      part, part);
  end loop;
end $$;
-- HistoryRepository.page by list, HistoryRepository.firstAfter
create index activity_list on activity (family_id, list_id, revision);
create index activity_to_list on activity (family_id, to_list_id, revision) where to_list_id is not null;
-- HistoryRepository.authors: whose write stands.
create index activity_doc on activity (family_id, doc_id, revision);
-- HistoryRepository.purge
create index activity_happened_at on activity using brin (happened_at);

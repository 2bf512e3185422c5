-- Who shops what now: a document of a family like lists and items.
create table trip (
  family_id      uuid        not null,
  id             uuid        not null,
  list_id        uuid        not null,
  revision       bigint      not null,
  store          text,
  started_by     uuid        not null,
  started_at     timestamptz not null,
  -- Who goes by which category, as JSON.
  claims         text        not null,
  finished_by    uuid,
  finished_at    timestamptz,
  finish_stamp   text,
  review         text,
  removed        boolean     not null default false,
  removed_at     timestamptz,
  clocks         text        not null,
  touch_revision bigint      not null,
  touch_client   uuid,
  touch_other    bigint      not null,
  created_at     timestamptz not null,
  primary key (family_id, id)
);
-- FamilyStore.changes and TripRepository.history
create unique index trip_revision on trip (family_id, revision);
-- FamilyStore.runningTrips
create index trip_running on trip (family_id) where finished_at is null;

-- What was bought on a trip that is over: facts, which stay when the list has long been cleared.
create table purchase (
  family_id  uuid        not null,
  trip_id    uuid        not null,
  item_id    uuid        not null,
  list_id    uuid        not null,
  store      text,
  category   text,
  product_id text,
  name       text        not null,
  amount     numeric(12, 3),
  unit       text,
  minor      bigint,
  currency   text,
  bought_by  uuid        not null,
  bought_at  timestamptz not null,
  primary key (family_id, trip_id, item_id)
);
-- PurchaseRepository.spending and SuggestionRepository.history
create index purchase_bought_at on purchase (family_id, bought_at);
-- ListDataRepository.FAMILIES_WITH
create index purchase_bought_by on purchase (bought_by, family_id);
create index trip_started_by on trip (started_by, family_id);

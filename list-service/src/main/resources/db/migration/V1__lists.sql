-- A family is the unit of everything: its id comes first in each key.

-- A write locks its family's row: the changes of a family are totally ordered and gapless.
create table family_revision (
  family_id uuid primary key,
  revision  bigint  not null default 0,
  lists     integer not null default 0,
  items     integer not null default 0
);

create table grocery_list (
  family_id      uuid        not null,
  id             uuid        not null,
  revision       bigint      not null,
  name           text        not null,
  icon           text,
  removed        boolean     not null default false,
  clocks         text        not null,
  touch_revision bigint      not null,
  touch_client   uuid,
  touch_other    bigint      not null,
  created_at     timestamptz not null,
  primary key (family_id, id)
);

create table item (
  family_id      uuid        not null,
  id             uuid        not null,
  list_id        uuid        not null,
  revision       bigint      not null,
  name           text        not null,
  amount         numeric(12, 3),
  unit           text,
  note           text,
  category       text,
  product_id     text,
  checked        boolean     not null default false,
  added_by       uuid        not null,
  checked_by     uuid,
  removed        boolean     not null default false,
  clocks         text        not null,
  touch_revision bigint      not null,
  touch_client   uuid,
  touch_other    bigint      not null,
  created_at     timestamptz not null,
  primary key (family_id, id)
) with (fillfactor = 90);

-- FamilyStore.changes: what is above a revision, in order.
create unique index grocery_list_revision on grocery_list (family_id, revision);
create unique index item_revision on item (family_id, revision);
-- FamilyStore.itemsOf, FamilyStore.counts: what is on a list.
create index item_list on item (family_id, list_id, id) where not removed;

-- The last mutation of each client: a resent one has no effect.
create table sync_client (
  family_id uuid        not null,
  client_id uuid        not null,
  person_id uuid        not null,
  last_seq  bigint      not null,
  seen_at   timestamptz not null,
  primary key (family_id, client_id)
);

-- Who belongs to which family, as family-service's events say.
create table membership (
  family_id uuid    not null,
  person_id uuid    not null,
  role      text    not null,
  version   bigint  not null,
  active    boolean not null,
  changed_at timestamptz not null,
  primary key (family_id, person_id)
);
-- MembershipRepository.leftSince
create index membership_left on membership (changed_at) where not active;
-- MembershipRepository.of
create index membership_person on membership (person_id);

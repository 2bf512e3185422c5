-- When each item was checked, by the clock of who did; null while it is open. A checked item that is gone keeps it.
alter table item add column checked_at timestamptz;
-- FamilyStore.checkedSince: what was checked lately, on a list or in a family.
create index item_checked_at on item (family_id, checked_at) where checked_at is not null;

-- The order in which a family comes by the categories of a store.
create table aisle_order (
  family_id  uuid        not null,
  -- The store's name in lower case.
  store_key  text        not null,
  store      text        not null,
  -- How many trips it was learned from.
  trips      integer     not null default 0,
  -- What was learned: which category comes before which, and how sure that is, as JSON.
  experience text        not null,
  -- What somebody has said it is; null where nobody has.
  by_hand    text[],
  changed_at timestamptz not null,
  primary key (family_id, store_key)
);

-- ListDataRepository.FAMILIES_WITH: the lists that a person sees by name, or saw.
create index grocery_list_shared_with on grocery_list using gin (shared_with);
create index grocery_list_once_shared_with on grocery_list using gin (once_shared_with);

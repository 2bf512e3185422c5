-- What a list says besides its name and icon.
alter table grocery_list
  add column colour           text,
  add column position         text,
  add column archived         boolean not null default false,
  add column store            text,
  add column template         boolean not null default false,
  add column budget_minor     bigint,
  add column budget_currency  text,
  -- Who made it: they say who else sees it. Null for lists that are older than this.
  add column owner_id         uuid,
  -- Who sees it besides its owner; null for the whole family.
  add column shared_with      uuid[],
  -- Who saw it once: they have to hear that it went. The id of only zeros stands for the whole family.
  add column once_shared_with uuid[];
-- FamilyStore.restricted
create index grocery_list_restricted on grocery_list (family_id) where shared_with is not null;
-- ListDataRepository.forgetOwner
create index grocery_list_owner on grocery_list (owner_id, family_id) where owner_id is not null;

alter table item
  -- Who gets it.
  add column assigned_to uuid,
  -- The registers that few items have, as JSON; no query asks by them.
  add column details     text;
-- ListDataRepository.forgetAuthor
create index item_assigned_to on item (assigned_to, family_id) where assigned_to is not null;

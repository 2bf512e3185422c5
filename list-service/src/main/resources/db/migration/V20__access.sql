-- What family-service says about a family itself.
create table family_state (
  family_id                     uuid primary key,
  dissolved                     boolean     not null default false,
  version                       bigint      not null default -1,
  child_additions_need_approval boolean     not null default false,
  preferences_version           bigint      not null default -1,
  snapshot_version              bigint      not null default -1,
  changed_at                    timestamptz not null default now()
);
-- MembershipRepository.changedWithin
create index family_state_changed on family_state (changed_at);
create index membership_changed on membership (changed_at);
drop index membership_left;

-- Passes to one list, for people without an account.
create table guest_pass (
  family_id  uuid        not null,
  pass_id    uuid        not null,
  list_id    uuid        not null,
  may        text        not null,
  expires_at timestamptz not null,
  version    bigint      not null,
  active     boolean     not null,
  changed_at timestamptz not null,
  primary key (family_id, pass_id)
);
-- MembershipRepository.changedWithin
create index guest_pass_changed on guest_pass (changed_at);

-- What each role may, as JSON; null until family-service has said it: what is built in holds until then.
create table capability_table (
  id      uuid primary key,
  version bigint not null,
  roles   text
);
insert into capability_table (id, version) values ('00000000-0000-0000-0000-000000000000', -1);

-- At which revision an adult was asked for a yes; null where none is waited for.
alter table item add column asked_revision bigint;
-- The lists that it was on before: who sees only one of those has to hear that it went.
alter table item add column left_lists uuid[];

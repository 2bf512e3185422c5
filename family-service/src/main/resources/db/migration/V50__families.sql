-- A family that was dissolved can be restored until it is erased; and what it has chosen.
alter table family
  add dissolved_at         timestamptz,
  add erases_at            timestamptz,
  add erasure_requested_at timestamptz,
  add snapshot_version     bigint,
  add language             text    not null default 'en',
  add units                text    not null default 'METRIC',
  add currency             text    not null default 'EUR',
  add first_day_of_week    text    not null default 'MONDAY',
  add time_zone            text    not null default 'UTC',
  add quiet_from           time,
  add quiet_to             time,
  add child_approval       boolean not null default false;

-- FamilyRepository.nextToErase
create index family_erases on family (erases_at) where erases_at is not null and erasure_requested_at is null;
-- FamilyRepository.nextToPublish: those whose last state is not on the snapshot topic, all of them at first.
create index family_unpublished on family (id) where snapshot_version is distinct from version;

-- Who may do what, as it was published last; one row.
create table capability_table (
  id      integer primary key check (id = 1),
  version bigint not null,
  roles   text   not null
);

-- What a person has chosen for themselves; null is what the family has.
create table person_preferences (
  person_id  uuid primary key references person on delete cascade,
  language   text,
  time_zone  text,
  quiet_from time,
  quiet_to   time,
  revision   bigint not null
);

-- Not part of person, which is read all the time.
create table picture (
  person_id  uuid primary key references person on delete cascade,
  media_type text        not null,
  bytes      bytea       not null,
  revision   bigint      not null,
  updated_at timestamptz not null
);

-- What a member must not or does not want to eat; nobody but the family knows.
create table diet (
  family_id uuid   not null,
  person_id uuid   not null,
  allergens text   not null,
  tags      text   not null,
  revision  bigint not null,
  primary key (family_id, person_id),
  foreign key (family_id, person_id) references member on delete cascade
);

-- The secrets of an invite are made of its id from now on, so that they can be shown again; those made before can't be.
update invite set revoked_at = now() where revoked_at is null;

-- Who is erased takes along the invites that they gave out.
alter table invite drop constraint invite_invited_by_fkey;
alter table invite add constraint invite_invited_by_fkey foreign key (invited_by) references person on delete cascade;

-- What was asked to be erased; ids only, but for the sealed address of the last mail, which is kept until that is written.
create table erasure (
  id           uuid primary key,
  subject      text        not null check (subject in ('PERSON', 'FAMILY')),
  person_id    uuid,
  family_id    uuid,
  family_ids   uuid[]      not null,
  person_ids   uuid[]      not null,
  token_hash   bytea       not null,
  last_mail    bytea,
  requested_at timestamptz not null,
  asked_at     timestamptz not null,
  completed_at timestamptz
);

-- ErasureRepository.overdue
create index erasure_open on erasure (asked_at) where completed_at is null;
-- ErasureRepository.since, .forget
create index erasure_requested on erasure (requested_at);

create table erasure_signoff (
  erasure_id uuid        not null references erasure on delete cascade,
  service    text        not null,
  signed_at  timestamptz not null,
  counts     text        not null,
  primary key (erasure_id, service)
);

-- Archives, while they are put together and while they may be fetched.
create table export (
  id           uuid primary key,
  subject      text        not null check (subject in ('PERSON', 'FAMILY')),
  requested_by uuid        not null references person on delete cascade,
  family_id    uuid,
  family_ids   uuid[]      not null,
  requested_at timestamptz not null,
  ready_at     timestamptz,
  expires_at   timestamptz not null,
  size         bigint,
  sha256       text
);

-- ExportRepository.running: one at a time for each person.
create unique index export_running on export (requested_by) where ready_at is null;
-- ExportRepository.forget
create index export_expires on export (expires_at);
-- ExportRepository.ofFamilies: an archive of a family goes when somebody in it is erased.
create index export_family on export (family_id);

create table export_part (
  export_id uuid    not null references export on delete cascade,
  service   text    not null,
  part      integer not null,
  last      boolean not null,
  records   text    not null,
  primary key (export_id, service, part)
);

create table export_chunk (
  export_id uuid    not null references export on delete cascade,
  place     integer not null,
  bytes     bytea   not null,
  primary key (export_id, place)
);

-- Who was in a family that came from an archive: a name in its histories until they come themselves.
create table placeholder (
  family_id    uuid not null references family on delete cascade,
  id           uuid not null,
  display_name text not null,
  role         text not null,
  primary key (family_id, id)
);

-- An import that is sent again fills no family twice.
create table archive_import (
  family_id   uuid primary key references family on delete cascade,
  imported_at timestamptz not null
);

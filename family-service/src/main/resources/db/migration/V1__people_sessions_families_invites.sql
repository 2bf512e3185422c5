-- People. Who signs in by something other than a password, or not at all, has no row in password.
create table person (
  id           uuid primary key,
  email        text        not null,
  display_name text        not null,
  created_at   timestamptz not null
);

-- PersonRepository.findByEmail; one account an address, however it is spelt.
create unique index person_email on person (lower(email));

create table password (
  person_id  uuid primary key references person on delete cascade,
  phc        text        not null,
  changed_at timestamptz not null
);

-- Sessions. Tokens are here as SHA-256 only; they have 256 random bits, so nothing slower is needed.
create table session (
  id             uuid primary key,
  person_id      uuid        not null references person on delete cascade,
  token_hash     bytea       not null,
  previous_hash  bytea,
  successor_salt bytea,
  created_at     timestamptz not null,
  rotated_at     timestamptz not null,
  expires_at     timestamptz not null,
  ended_at       timestamptz,
  end_reason     text
);

-- SessionRepository.endSurplus: the live sessions of a person, the least recently used last.
create index session_person on session (person_id, rotated_at desc) where ended_at is null;
-- SessionRepository.forget
create index session_expires on session (expires_at);
create index session_ended on session (ended_at) where ended_at is not null;

-- What signs access tokens; the private half is encrypted with a key that is not in the database.
create table signing_key (
  kid         text primary key,
  public_jwk  text        not null,
  private_jwk bytea       not null,
  created_at  timestamptz not null
);

-- A family is the unit of everything: its id comes first in each key.
create table family (
  id         uuid primary key,
  name       text        not null,
  version    bigint      not null,
  revision   bigint      not null,
  created_at timestamptz not null
);

create table member (
  family_id uuid        not null references family on delete cascade,
  person_id uuid        not null references person,
  role      text        not null check (role in ('OWNER', 'ADULT', 'CHILD', 'GUEST')),
  joined_at timestamptz not null,
  primary key (family_id, person_id)
);

-- MemberRepository.of: the families of a person.
create index member_person on member (person_id, family_id);

create table invite (
  family_id  uuid        not null references family on delete cascade,
  id         uuid        not null,
  role       text        not null check (role in ('OWNER', 'ADULT', 'CHILD', 'GUEST')),
  invited_by uuid        not null references person,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  uses_left  integer     not null check (uses_left >= 0),
  revoked_at timestamptz,
  primary key (family_id, id)
);

-- InviteRepository.forget
create index invite_expires on invite (expires_at);

-- Who came by which invite: nobody comes twice by the same one.
create table invite_use (
  family_id uuid        not null,
  invite_id uuid        not null,
  person_id uuid        not null references person on delete cascade,
  used_at   timestamptz not null,
  primary key (family_id, invite_id, person_id),
  foreign key (family_id, invite_id) references invite on delete cascade
);

-- From a code or a link's token to its invite: the only way in that does not start with a family. Keyed hashes, since
-- the 40 bits of a code would not resist a search of the plain ones.
create table invite_key (
  hash      text primary key,
  family_id uuid not null,
  invite_id uuid not null,
  foreign key (family_id, invite_id) references invite on delete cascade
);

create index invite_key_invite on invite_key (family_id, invite_id);

-- One list of a family for somebody without an account.
create table guest_pass (
  family_id  uuid        not null references family on delete cascade,
  id         uuid        not null,
  list_id    uuid        not null,
  may        text        not null check (may in ('CHECK', 'ADD')),
  label      text        not null,
  issued_by  uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  uses_left  integer     not null check (uses_left >= 0),
  ended_at   timestamptz,
  primary key (family_id, id)
);

-- GuestPassRepository.nextExpired
create index guest_pass_expires on guest_pass (expires_at) where ended_at is null;
-- GuestPassRepository.forget
create index guest_pass_ended on guest_pass (ended_at) where ended_at is not null;

-- From a code or a link's token to its pass, as invite_key does for invites.
create table guest_pass_key (
  hash      text primary key,
  family_id uuid not null,
  pass_id   uuid not null,
  foreign key (family_id, pass_id) references guest_pass on delete cascade
);

create index guest_pass_key_pass on guest_pass_key (family_id, pass_id);

-- The devices that have redeemed a pass. The token is here as SHA-256 only; it has 256 random bits.
create table guest_device (
  family_id   uuid        not null,
  pass_id     uuid        not null,
  id          uuid        not null,
  client      uuid        not null,
  token_hash  bytea       not null,
  redeemed_at timestamptz not null,
  primary key (family_id, pass_id, id),
  foreign key (family_id, pass_id) references guest_pass on delete cascade,
  unique (family_id, pass_id, client)
);

-- GuestPassRepository.device: a token names its device.
create unique index guest_device_id on guest_device (id);

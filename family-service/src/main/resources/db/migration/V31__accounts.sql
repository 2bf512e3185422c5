alter table person add column email_verified_at timestamptz;

-- What a mail's link is good for: one a person and purpose, so that only the newest opens anything. The token is here as
-- SHA-256 only; null once it was used, while the row goes on to count the mails.
create table verification (
  person_id    uuid        not null references person on delete cascade,
  purpose      text        not null check (purpose in ('VERIFY_EMAIL', 'RESET_PASSWORD', 'CHANGE_EMAIL')),
  token_hash   bytea,
  email        text        not null,
  expires_at   timestamptz not null,
  mails        integer     not null,
  window_start timestamptz not null,
  primary key (person_id, purpose)
);

-- VerificationRepository.findByToken
create unique index verification_token on verification (token_hash);
-- VerificationRepository.forget
create index verification_window on verification (window_start);

-- Failed attempts to sign in, by account, device, address or person; what they are counted by is here as a keyed hash.
create table throttle (
  id       text primary key,
  failures double precision not null,
  last_at  timestamptz      not null,
  open_at  timestamptz      not null
);

-- ThrottleService.forget
create index throttle_last on throttle (last_at);

-- Second factors: the secret is encrypted with a key that is not in the database; last_step is the newest code that was
-- used, so that none is good twice.
create table totp (
  person_id    uuid primary key references person on delete cascade,
  secret       bytea       not null,
  created_at   timestamptz not null,
  confirmed_at timestamptz,
  last_step    bigint      not null default 0
);

-- Recovery codes as keyed hashes; a used one is gone.
create table recovery_code (
  person_id uuid not null references totp on delete cascade,
  hash      text not null,
  primary key (person_id, hash)
);

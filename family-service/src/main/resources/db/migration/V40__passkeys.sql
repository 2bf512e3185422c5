-- Passkeys (WebAuthn). A credential is the attested credential data: AAGUID, credential id and public key (COSE).
create table passkey (
  id              uuid primary key,
  person_id       uuid        not null references person on delete cascade,
  credential_id   bytea       not null,
  credential      bytea       not null,
  sign_count      bigint      not null,
  transports      text        not null,
  backup_eligible boolean     not null,
  backed_up       boolean     not null,
  name            text        not null,
  created_at      timestamptz not null,
  last_used_at    timestamptz,
  suspended_at    timestamptz
);

-- PasskeyRepository.findByCredentialId; a credential is one person's.
create unique index passkey_credential on passkey (credential_id);
-- PasskeyRepository.of
create index passkey_person on passkey (person_id, created_at, id);

-- What an authenticator has to sign, by its SHA-256. Taken out when it is answered, so each is good once, whichever
-- replica is asked. A registration's is its person's, a sign-in's nobody's.
create table passkey_challenge (
  hash       text primary key,
  person_id  uuid references person on delete cascade,
  expires_at timestamptz not null
);

-- PasskeyChallengeRepository.forget
create index passkey_challenge_expires on passkey_challenge (expires_at);

-- Accounts with other providers (OpenID Connect) that sign somebody in. Only issuer and subject say who it is: an
-- e-mail address moves from one to another.
create table federated_identity (
  id           uuid primary key,
  issuer       text        not null,
  subject      text        not null,
  person_id    uuid        not null references person on delete cascade,
  email        text,
  created_at   timestamptz not null,
  last_used_at timestamptz
);

-- FederatedIdentityRepository.lock; an account there is one person's here.
create unique index federated_identity_subject on federated_identity (issuer, subject);
-- FederatedIdentityRepository.of
create index federated_identity_person on federated_identity (person_id, created_at, id);

-- Sign-ins that are under way at a provider, by the hash of their state. Taken out when they come back, so each is good
-- once, whichever replica is asked. Nonce and code verifier are encrypted with a key that is not in the database.
create table federation_attempt (
  hash       text primary key,
  provider   text        not null,
  sealed     bytea       not null,
  expires_at timestamptz not null
);

-- FederationAttemptRepository.forget
create index federation_attempt_expires on federation_attempt (expires_at);

-- Accounts with providers that wait for the person's yes, by the hash of a secret that the client has.
create table federation_link (
  hash       text primary key,
  person_id  uuid        not null references person on delete cascade,
  issuer     text        not null,
  subject    text        not null,
  email      text        not null,
  mail_hash  text,
  expires_at timestamptz not null
);

-- FederationLinkRepository.findByMail
create unique index federation_link_mail on federation_link (mail_hash);
-- FederationLinkRepository.forget
create index federation_link_expires on federation_link (expires_at);
-- for the deletion of a person
create index federation_link_person on federation_link (person_id);

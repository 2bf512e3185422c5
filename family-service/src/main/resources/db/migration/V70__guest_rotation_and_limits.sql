-- The token of a guest's device is rotated as a session's is.
alter table guest_device add column previous_hash bytea;
alter table guest_device add column successor_salt bytea;
alter table guest_device add column rotated_at timestamptz not null default now();
alter table guest_device alter column rotated_at drop default;
-- When two were found to hold the token; the device may redeem the pass again, as another one.
alter table guest_device add column ended_at timestamptz;

-- Who adds a provider to their account; null for who signs in with it.
alter table federation_attempt add column person_id uuid references person on delete cascade;

-- What happened to the safety of an account. The id is a UUID of version 7: its order is the order of time.
create table audit_entry (
  id          uuid primary key,
  person_id   uuid        not null references person on delete cascade,
  action      text        not null,
  detail      text        not null,
  network     text,
  device      text,
  happened_at timestamptz not null
);

-- AuditRepository.page, .forgetSurplus
create index audit_entry_person on audit_entry (person_id, id desc);
-- AuditRepository.forget
create index audit_entry_happened on audit_entry (happened_at);

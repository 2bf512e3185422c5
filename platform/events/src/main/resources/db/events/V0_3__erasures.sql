-- What was erased here: ids and nothing else. Whoever comes back from a backup is told what to erase once more.
create table erased (
  id           uuid primary key,
  subject      text        not null,
  person_id    uuid,
  family_id    uuid,
  family_ids   uuid[]      not null,
  person_ids   uuid[]      not null,
  requested_at timestamptz not null,
  erased_at    timestamptz not null
);

-- ErasureLog.since, .forget
create index erased_requested on erased (requested_at);

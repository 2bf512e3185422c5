-- A key is shown before it signs and after; see KeySchedule.
alter table signing_key add column signs_from timestamptz not null default now();
update signing_key set signs_from = created_at;
alter table signing_key alter column signs_from drop default;

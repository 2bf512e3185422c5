-- When the last trip ended: only what was checked before that can belong to a trip that is over. Trips.checked
alter table family_revision add column trips_ended_at timestamptz;
update family_revision f set trips_ended_at = (select max(finished_at) from trip t where t.family_id = f.family_id);
-- FamilyStore.tripsOver
create index trip_of_list on trip (family_id, list_id, finished_at) where finished_at is not null;

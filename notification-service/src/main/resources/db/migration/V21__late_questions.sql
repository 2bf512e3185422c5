-- A question may be heard before those who can answer it, as an addition may before those who are told of it.
alter table addition add column asked boolean not null default false;

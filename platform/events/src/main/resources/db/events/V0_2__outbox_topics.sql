-- A service may own a second, compacted topic: null is its own one. A tombstone of such a topic has no data.
alter table outbox add column topic text;
alter table outbox alter column data drop not null;

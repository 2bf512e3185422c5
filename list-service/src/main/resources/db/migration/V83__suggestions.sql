-- What a family is likely to want, computed ahead of time; the history is in item and purchase.
create table suggestion_set (
  family_id   uuid        primary key,
  computed_at timestamptz not null,
  content     text        not null
);

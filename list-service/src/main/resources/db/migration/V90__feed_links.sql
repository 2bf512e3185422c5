-- Secret links to a calendar of what is to buy; of the secret only a hash is kept. One a person, for a list or the family.
create table feed_link (
  family_id   uuid        not null,
  id          uuid        not null,
  person_id   uuid        not null,
  list_id     uuid,
  secret_hash bytea       not null,
  created_at  timestamptz not null,
  primary key (family_id, id)
);

-- FeedRepository.bySecret
create unique index feed_link_secret on feed_link (secret_hash);
-- FeedRepository.replace, FeedRepository.of, ListDataRepository.removeFeeds
create unique index feed_link_person on feed_link (person_id, family_id, list_id) nulls not distinct;

-- Who belongs to which family, as family-service's events say.
create table membership (
  family_id    uuid        not null,
  person_id    uuid        not null,
  role         text        not null,
  display_name text        not null,
  version      bigint      not null,
  active       boolean     not null,
  since        timestamptz not null,
  primary key (family_id, person_id)
);

-- What a person is told. The id is a UUID of version 7: its order is the order of time.
create table notification (
  id         uuid primary key,
  person_id  uuid        not null,
  family_id  uuid        not null,
  list_id    uuid        not null,
  list_name  text        not null,
  actor_id   uuid        not null,
  names      text[]      not null,
  count      integer     not null,
  created_at timestamptz not null,
  read_at    timestamptz
) with (fillfactor = 90);

-- NotificationRepository.page, .readAll, .removeOf
create index notification_person on notification (person_id, id desc);
-- NotificationRepository.page with unread, .countUnread
create index notification_unread on notification (person_id, id desc) where read_at is null;
-- NotificationRepository.open
create index notification_open on notification (family_id, list_id, actor_id, created_at) where read_at is null;
-- NotificationRepository.removeBefore
create index notification_created on notification (created_at);

-- What was lately put on lists: for members of whom we hear later than of the items.
create table addition (
  id        uuid primary key,
  family_id uuid        not null,
  list_id   uuid        not null,
  list_name text        not null,
  name      text        not null,
  actor_id  uuid        not null,
  added_at  timestamptz not null,
  kept_at   timestamptz not null
);

-- AdditionRepository.since
create index addition_family on addition (family_id, added_at);
-- AdditionRepository.removeBefore
create index addition_kept on addition (kept_at);

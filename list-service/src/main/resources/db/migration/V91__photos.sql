-- Pictures of items, by what they show; the pictures themselves are in the object store. Items refer to them by hash.
create table photo (
  family_id  uuid        not null,
  hash       text        not null,
  width      integer     not null,
  height     integer     not null,
  bytes      integer     not null,
  -- When it was last sent in: only what nobody refers to for long goes.
  sent_at    timestamptz not null,
  primary key (family_id, hash)
);
-- PhotoRepository.orphans
create index photo_sent on photo (sent_at);
-- PhotoRepository.orphans, PhotoRepository.isOn
create index item_photo on item (family_id) where details like '%"photo"%';

-- Pictures of an archive that is imported, until all pieces have come; PhotoArchive.
create table photo_piece (
  family_id  uuid    not null,
  hash       text    not null,
  piece      integer not null,
  -- Base64, as it came.
  data       text    not null,
  primary key (family_id, hash, piece)
);

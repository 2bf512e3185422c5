-- How many pieces a picture of an archive has, and since when they are there; null is of a release that did not say.
alter table photo_piece add column pieces integer;
alter table photo_piece add column came_at timestamptz not null default now();
-- PhotoRepository.arrived
create index photo_piece_last on photo_piece (came_at) where piece = pieces - 1;
-- PhotoRepository.forgetPieces by age
create index photo_piece_came on photo_piece (came_at);

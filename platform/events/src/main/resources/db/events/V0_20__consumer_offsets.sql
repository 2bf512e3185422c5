-- How far a log-compacted topic has been read into this database: a wiped or restored one reads on from where it is.
create table consumer_offset (
  topic       text    not null,
  partition   integer not null,
  next_offset bigint  not null,
  primary key (topic, partition)
);

-- What this service could not consume, until an operator has sent it again or put it away. Where it lies on the
-- dead-letter topic is its name.
create table dead_letter (
  partition  integer     not null,
  position   bigint      not null,
  came_from  text        not null,
  key        text,
  headers    text        not null,
  data       bytea,
  reason     text        not null,
  died_at    timestamptz not null,
  -- DeadLetters.page goes along it
  primary key (partition, position)
);

-- DeadLetters.forget
create index dead_letter_died on dead_letter (died_at);
-- DeadLetters.erase
create index dead_letter_key on dead_letter (key);

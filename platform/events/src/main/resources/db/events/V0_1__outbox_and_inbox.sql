-- Events on their way out. Rows live for milliseconds: an index or a vacuum setting must not assume more.
create table outbox (
  position    bigint generated always as identity,
  id          uuid primary key,
  lane        smallint    not null,
  key         text        not null,
  type        text        not null,
  data        text        not null,
  traceparent text,
  created_at  timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000);

-- OutboxRelay: the head of a lane, in order.
create index outbox_lane on outbox (lane, position);

-- Events that have had their effect here.
create table inbox (
  consumer    text        not null,
  event_id    text        not null,
  received_at timestamptz not null,
  primary key (consumer, event_id)
);

-- Inbox.forget
create index inbox_received on inbox (received_at);

-- Mails that wait to be sent. Who they go to and what they say, links with tokens among it, is sealed with a key that is
-- not in the database; a mail that has been sent is gone.
create table mail (
  id          uuid primary key,
  template    text        not null,
  language    text        not null,
  content     bytea       not null,
  created_at  timestamptz not null,
  next_at     timestamptz not null,
  attempts    integer     not null default 0,
  given_up_at timestamptz
);

-- MailWorker: the mails whose turn it is.
create index mail_next on mail (next_at) where given_up_at is null;
-- MailWorker: what is too old.
create index mail_created on mail (created_at);

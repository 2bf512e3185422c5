-- What a session was opened on and how its owner signed in: what they see in the list of their sessions, and what the
-- access tokens of the session say.
alter table session add column device text not null default 'Unknown device';
alter table session add column methods text not null default 'pwd';
alter table session alter column device drop default;
alter table session alter column methods drop default;

-- The reasons have the names that other services know them by.
update session set end_reason = 'sign-out' where end_reason = 'signed-out';
update session set end_reason = 'reuse' where end_reason = 'token-reused';

-- SessionRepository.page: the sessions of a person, the newest first.
create index session_page on session (person_id, created_at desc, id) where ended_at is null;

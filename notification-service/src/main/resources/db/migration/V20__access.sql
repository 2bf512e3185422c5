-- What family-service says about a family itself.
create table family_state (
  family_id        uuid primary key,
  dissolved        boolean not null default false,
  version          bigint  not null default -1,
  snapshot_version bigint  not null default -1
);

-- Which roles may say yes to what a child adds. These rows hold until family-service says otherwise.
create table role_right (
  role     text primary key,
  approves boolean not null,
  version  bigint  not null
);
insert into role_right (role, approves, version)
values ('owner', true, -1), ('adult', true, -1), ('child', false, -1), ('guest', false, -1);

-- An entry may be about something else than an addition, and then about no family.
alter table notification add column kind text not null default 'item-added';
alter table notification alter column family_id drop not null;
alter table notification alter column list_id drop not null;
alter table notification alter column list_name drop not null;
alter table notification alter column actor_id drop not null;
-- NotificationRepository.removeOfFamily
create index notification_family on notification (family_id);

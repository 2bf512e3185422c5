-- A colon before a word is a variable of pgbench, hence the spaces in the JSON.
-- What a sync call with one item.adjust says to Postgres, in its order; each client of pgbench has a family of its own.
begin;
select f.revision + 1 as next, f.lists, f.items, f.purged_revision, f.log_revision, f.trips_ended_at, c.person_id, c.last_seq as seq, c.resumes_purge,
    s.dissolved, s.version as family_version, s.snapshot_version, s.child_additions_need_approval, m.role, m.version as member_version, m.active as member_active, p.list_id, p.may, p.expires_at, p.active as pass_active, ct.version as table_version, ct.roles
  from family_revision f
  left join sync_client c on c.family_id = f.family_id and c.client_id = ('00000000-0000-4000-b000-' || lpad(:client_id::text, 12, '0'))::uuid
  cross join capability_table ct
  left join lateral (select * from family_state where family_id = f.family_id limit 1) s on true
  left join lateral (select * from membership where family_id = f.family_id and person_id = ('00000000-0000-4000-8000-' || lpad(:client_id::text, 12, '0'))::uuid limit 1) m on true
  left join lateral (select * from guest_pass where family_id = f.family_id and pass_id = ('00000000-0000-4000-8000-' || lpad(:client_id::text, 12, '0'))::uuid limit 1) p on true
  where f.family_id = ('00000000-0000-4000-8000-' || lpad(:client_id::text, 12, '0'))::uuid for no key update of f \gset
select i.*, l.* from item i left join grocery_list l on l.family_id = i.family_id and l.id = i.list_id where i.family_id = ('00000000-0000-4000-8000-' || lpad(:client_id::text, 12, '0'))::uuid and i.id in (('00000000-0000-4000-9000-' || lpad(:client_id::text, 12, '0'))::uuid);
update item set amount = amount + 1, clocks = clocks, name = name, revision = :next, touch_revision = :next where family_id = ('00000000-0000-4000-8000-' || lpad(:client_id::text, 12, '0'))::uuid and id = ('00000000-0000-4000-9000-' || lpad(:client_id::text, 12, '0'))::uuid;
with reached as (update family_revision set revision = :next, lists = lists, items = items, trips_ended_at = trips_ended_at where family_id = ('00000000-0000-4000-8000-' || lpad(:client_id::text, 12, '0'))::uuid),
  told as (insert into outbox (id, lane, key, type, data, topic, traceparent, created_at)
    select id, lane, key, type, data, topic, traceparent, created_at
    from rows from (json_to_recordset(format('[{"id": "%s","lane": %s,"key": "00000000-0000-4000-8000-%s","type": "list.item-changed.v1","data": "{\"familyId\": \"4172a146-06f8-4fc0-a510-17aaa71d5a86\",\"itemId\": \"c25ca4ce-c009-4d95-839a-52986d5d26f7\",\"listId\": \"35241fdc-ec1a-42e9-9ed0-87af8ba033eb\",\"name\": \"milk\",\"category\": null,\"checked\": false,\"fields\":[\"amount\"],\"actorId\": \"cee38b00-80d3-4a13-a111-16225916abd5\",\"revision\": 1}","traceparent": null,"created_at": "2026-01-01T00:00:00Z"}]', gen_random_uuid(), :client_id % 16, lpad(:client_id::text, 12, '0'))::json)
      as (id uuid, lane smallint, key text, type text, data text, topic text, traceparent text, created_at timestamptz))
      with ordinality as e (id, lane, key, type, data, topic, traceparent, created_at, nr) order by nr),
  logged as (insert into activity (family_id, revision, entry, size, op, subject_id, kind, doc_id, list_id, to_list_id, happened_at, stamp, person_id, before, after, undoes, undone)
  select * from json_to_recordset(format('[{"familyId": "00000000-0000-4000-8000-%s","revision": %s,"entry": %s,"size": 1,"op": "item.adjust","subjectId": "00000000-0000-4000-9000-%s","kind": "item","docId": "00000000-0000-4000-9000-%s","listId": "00000000-0000-4000-a000-%s","toListId": null,"happenedAt": "2026-01-01","stamp": "1795286038718-0-6165742d-3b50-4dc2-a25c-c4c3a322dfe5","personId": "00000000-0000-4000-8000-%s","before": "{\"removed\": false,\"addedBy\": \"cee38b00-80d3-4a13-a111-16225916abd5\",\"fields\": {\"list\": \"35241fdc-ec1a-42e9-9ed0-87af8ba033eb\",\"name\": \"milk\",\"amount\": 2,\"checked\": false}}","after": "{\"removed\": false,\"fields\": {\"amount\": 3}}","undoes": null,"undone": false}]',
      lpad(:client_id::text, 12, '0'), :next::text, :next::text, lpad(:client_id::text, 12, '0'), lpad(:client_id::text, 12, '0'), lpad(:client_id::text, 12, '0'), lpad(:client_id::text, 12, '0'))::json)
    as r ("familyId" uuid, revision bigint, entry bigint, size integer, op text, "subjectId" uuid, kind text, "docId" uuid, "listId" uuid, "toListId" uuid, "happenedAt" timestamptz, stamp text, "personId" uuid, before text, after text, undoes bigint, undone boolean))
insert into sync_client as c (family_id, client_id, person_id, last_seq, seen_at, resumes_purge)
    select t.family_id, t.client_id, t.person_id, t.last_seq, t.seen_at, 0
    from (select ('00000000-0000-4000-8000-' || lpad(:client_id::text, 12, '0'))::uuid as family_id, ('00000000-0000-4000-b000-' || lpad(:client_id::text, 12, '0'))::uuid as client_id, ('00000000-0000-4000-8000-' || lpad(:client_id::text, 12, '0'))::uuid as person_id, :seq::bigint + 1 as last_seq, now() as seen_at) t where t.client_id is not null
    on conflict (family_id, client_id) do update set last_seq = excluded.last_seq, seen_at = excluded.seen_at where c.last_seq = :seq and c.person_id = excluded.person_id;
commit;

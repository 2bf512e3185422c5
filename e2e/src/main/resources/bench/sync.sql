-- A colon before a word is a variable of pgbench, hence the spaces in the JSON.
-- What a sync call with one item.adjust says to Postgres where no other shares its transaction, in its order; each client of
-- pgbench has a family of its own.
begin;
select q.nr, f.revision + 1 as next, f.lists, f.items, f.purged_revision, f.log_revision, f.trips_ended_at,
    s.dissolved, s.version as family_version, s.snapshot_version, s.child_additions_need_approval, m.role, m.version as member_version, m.active as member_active, p.list_id, p.may, p.expires_at, p.active as pass_active, ct.version as table_version, ct.roles
  from unnest((select array[('00000000-0000-4000-8000-' || lpad(:client_id::text, 12, '0'))::uuid]), (select array[('00000000-0000-4000-8000-' || lpad(:client_id::text, 12, '0'))::uuid])) with ordinality as q (family_id, bearer_id, nr)
  cross join lateral (select * from family_revision where family_id = q.family_id for no key update skip locked) f
  cross join capability_table ct
  left join lateral (select * from family_state where family_id = q.family_id limit 1) s on true
  left join lateral (select * from membership where family_id = q.family_id and person_id = q.bearer_id limit 1) m on true
  left join lateral (select * from guest_pass where family_id = q.family_id and pass_id = q.bearer_id limit 1) p on true \gset
select q.nr as client_nr, c.person_id, c.last_seq + 1 as seq, c.resumes_purge
  from unnest((select array[('00000000-0000-4000-8000-' || lpad(:client_id::text, 12, '0'))::uuid]), (select array[('00000000-0000-4000-b000-' || lpad(:client_id::text, 12, '0'))::uuid])) with ordinality as q (family_id, client_id, nr)
  cross join lateral (select * from sync_client where family_id = q.family_id and client_id = q.client_id limit 1) c \gset
select row_to_json(i)::text, row_to_json(l)::text
  from unnest((select array[('00000000-0000-4000-8000-' || lpad(:client_id::text, 12, '0'))::uuid]), (select array[('00000000-0000-4000-9000-' || lpad(:client_id::text, 12, '0'))::uuid])) as w (family_id, id)
  cross join lateral (select * from item where family_id = w.family_id and id = w.id limit 1) i
  left join lateral (select * from grocery_list where family_id = i.family_id and id = i.list_id limit 1) l on true;
insert into item (family_id, id, revision, removed, removed_at, clocks, touch_revision, touch_client, touch_other, created_at, list_id, name, amount, unit, note, category, product_id, assigned_to, details, checked, checked_at, added_by, checked_by, asked_revision, left_lists, name_key, merged_into)
  select family_id, id, revision, removed, removed_at, clocks, touch_revision, touch_client, touch_other, created_at, list_id, name, amount, unit, note, category, product_id, assigned_to, details, checked, checked_at, added_by, checked_by, asked_revision, left_lists, name_key, merged_into from json_populate_recordset(null::item, format('[{"family_id": "00000000-0000-4000-8000-%s","id": "00000000-0000-4000-9000-%s","revision": %s,"removed": false,"removed_at": null,"clocks": "LIST=1795286038718-0-6165742d-3b50-4dc2-a25c-c4c3a322dfe5 NAME=1795286038718-0-6165742d-3b50-4dc2-a25c-c4c3a322dfe5 AMOUNT=1795286038718-0-6165742d-3b50-4dc2-a25c-c4c3a322dfe5","touch_revision": %s,"touch_client": "6165742d-3b50-4dc2-a25c-c4c3a322dfe5","touch_other": 0,"created_at": "2026-01-01T00:00:00Z","list_id": "00000000-0000-4000-a000-%s","name": "milk","amount": %s,"unit": null,"note": null,"category": null,"product_id": null,"assigned_to": null,"details": null,"checked": false,"checked_at": null,"added_by": "00000000-0000-4000-8000-%s","checked_by": null,"asked_revision": null,"left_lists": null,"name_key": "milk","merged_into": null}]',
      lpad(:client_id::text, 12, '0'), lpad(:client_id::text, 12, '0'), :next::text, :next::text, lpad(:client_id::text, 12, '0'), (:next % 2)::text, lpad(:client_id::text, 12, '0'))::json)
  on conflict (family_id, id) do update set (revision, removed, removed_at, clocks, touch_revision, touch_client, touch_other, created_at, list_id, name, amount, unit, note, category, product_id, assigned_to, details, checked, checked_at, added_by, checked_by, asked_revision, left_lists, name_key, merged_into) = (excluded.revision, excluded.removed, excluded.removed_at, excluded.clocks, excluded.touch_revision, excluded.touch_client, excluded.touch_other, excluded.created_at, excluded.list_id, excluded.name, excluded.amount, excluded.unit, excluded.note, excluded.category, excluded.product_id, excluded.assigned_to, excluded.details, excluded.checked, excluded.checked_at, excluded.added_by, excluded.checked_by, excluded.asked_revision, excluded.left_lists, excluded.name_key, excluded.merged_into);
with reached as (insert into family_revision (family_id, revision, lists, items, trips_ended_at)
    select family_id, revision, lists, items, trips_ended_at
    from json_populate_recordset(null::family_revision, format('[{"family_id": "00000000-0000-4000-8000-%s","revision": %s,"lists": %s,"items": %s,"trips_ended_at": null}]', lpad(:client_id::text, 12, '0'), :next::text, :lists::text, :items::text)::json)
    on conflict (family_id) do update set revision = excluded.revision, lists = excluded.lists, items = excluded.items, trips_ended_at = excluded.trips_ended_at),
  told as (insert into outbox (id, lane, key, type, data, topic, traceparent, created_at)
    select id, lane, key, type, data, topic, traceparent, created_at
    from rows from (json_to_recordset(format('[{"id": "%s","lane": %s,"key": "00000000-0000-4000-8000-%s","type": "list.item-changed.v1","data": "{\"familyId\": \"4172a146-06f8-4fc0-a510-17aaa71d5a86\",\"itemId\": \"c25ca4ce-c009-4d95-839a-52986d5d26f7\",\"listId\": \"35241fdc-ec1a-42e9-9ed0-87af8ba033eb\",\"name\": \"milk\",\"category\": null,\"checked\": false,\"fields\":[\"amount\"],\"actorId\": \"cee38b00-80d3-4a13-a111-16225916abd5\",\"revision\": 1}","traceparent": null,"created_at": "2026-01-01T00:00:00Z"}]', gen_random_uuid(), :client_id % 16, lpad(:client_id::text, 12, '0'))::json)
      as (id uuid, lane smallint, key text, type text, data text, topic text, traceparent text, created_at timestamptz))
      with ordinality as e (id, lane, key, type, data, topic, traceparent, created_at, nr) order by nr),
  logged as (insert into activity (family_id, revision, entry, size, op, subject_id, kind, doc_id, list_id, to_list_id, happened_at, stamp,
    person_id, before, after, undoes, undone)
  select family_id, revision, entry, size, op, subject_id, kind, doc_id, list_id, to_list_id, happened_at, stamp,
    person_id, before, after, undoes, undone
    from json_populate_recordset(null::activity, format('[{"family_id": "00000000-0000-4000-8000-%s","revision": %s,"entry": %s,"size": 1,"op": "item.adjust","subject_id": "00000000-0000-4000-9000-%s","kind": "item","doc_id": "00000000-0000-4000-9000-%s","list_id": "00000000-0000-4000-a000-%s","to_list_id": null,"happened_at": "2026-01-01","stamp": "1795286038718-0-6165742d-3b50-4dc2-a25c-c4c3a322dfe5","person_id": "00000000-0000-4000-8000-%s","before": "{\"removed\": false,\"addedBy\": \"cee38b00-80d3-4a13-a111-16225916abd5\",\"fields\": {\"list\": \"35241fdc-ec1a-42e9-9ed0-87af8ba033eb\",\"name\": \"milk\",\"amount\": 2,\"checked\": false}}","after": "{\"removed\": false,\"fields\": {\"amount\": 3}}","undoes": null,"undone": false}]',
      lpad(:client_id::text, 12, '0'), :next::text, :next::text, lpad(:client_id::text, 12, '0'), lpad(:client_id::text, 12, '0'), lpad(:client_id::text, 12, '0'), lpad(:client_id::text, 12, '0'))::json))
insert into sync_client as c (family_id, client_id, person_id, last_seq, seen_at, resumes_purge)
    select family_id, client_id, person_id, last_seq, seen_at, 0
    from json_populate_recordset(null::sync_client, format('[{"family_id": "00000000-0000-4000-8000-%s","client_id": "00000000-0000-4000-b000-%s","person_id": "00000000-0000-4000-8000-%s","last_seq": %s,"seen_at": "2026-01-01T00:00:00Z"}]', lpad(:client_id::text, 12, '0'), lpad(:client_id::text, 12, '0'), lpad(:client_id::text, 12, '0'), :seq::text)::json)
    on conflict (family_id, client_id) do update set last_seq = excluded.last_seq, seen_at = excluded.seen_at where c.person_id = excluded.person_id;
commit;

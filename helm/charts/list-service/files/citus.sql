-- Spreads the families over the workers of Citus: a family is on one of them, whole, so no query and no transaction of a
-- family meets two. Said again it changes nothing. `activity` stays on the coordinator: it is partitioned by itself.
-- The key of each of these begins with family_id (CitusTest).
set lock_timeout = '2s';
create extension if not exists citus;
do $$
declare
  name text;
begin
  foreach name in array array['family_revision', 'grocery_list', 'item', 'sync_client', 'membership', 'family_state',
                              'guest_pass']
  loop
    if not exists (select from pg_dist_partition where logicalrelid = name::regclass) then
      perform create_distributed_table(name, 'family_id', colocate_with => case when name = 'family_revision'
        then 'default' else 'family_revision' end);
    end if;
  end loop;
end $$;

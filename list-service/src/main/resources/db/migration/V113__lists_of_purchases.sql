-- PurgeRepository.LISTS: whether something of a list that not everybody saw is still there.
create index purchase_list on purchase (family_id, list_id);

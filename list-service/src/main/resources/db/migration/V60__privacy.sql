-- ListDataRepository.forgetAuthor: a person is found in the families that they have left, too.
create index item_added_by on item (added_by, family_id);
create index item_checked_by on item (checked_by, family_id) where checked_by is not null;
create index sync_client_person on sync_client (person_id);

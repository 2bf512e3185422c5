-- InboxDataRepository.forgetActor, .blankName: a person is found without their families.
create index notification_actor on notification (actor_id);
create index membership_person on membership (person_id);

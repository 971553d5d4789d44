-- What is renewed again and again finds room beside itself, so that no index has to follow.
alter table sighting set (fillfactor = 85);
alter table agent_volume set (fillfactor = 70);
alter table organisation_volume set (fillfactor = 70);

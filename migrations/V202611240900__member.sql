-- A member looks after one organisation; everybody else belongs to none.
alter table operator drop constraint operator_role_check;
alter table operator add constraint operator_role_check
  check (role in ('administrator', 'curator', 'viewer', 'member'));
alter table operator add column organisation_id bigint references organisation (id);
alter table operator add constraint operator_organisation_check
  check ((role = 'member') = (organisation_id is not null));
create index operator_of_organisation on operator (organisation_id) where organisation_id is not null;

-- Serials count within a session. A database that was restored from a backup begins a new one, so that no serial ever stands
-- for two sets.
create table release_session (
  only_row boolean primary key default true check (only_row),
  session  uuid        not null,
  began_at timestamptz not null
);
insert into release_session (session, began_at) values (gen_random_uuid(), now());
create index release_by_instant on release (issued_at);

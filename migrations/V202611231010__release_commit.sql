-- The signed head that was committed last. Whoever wants to replace it names the revision it knows: of two publishers one wins.
create table release_commit (
  only_row boolean primary key default true check (only_row),
  revision bigint not null,
  sealed   text,
  log_id   uuid   not null
);
insert into release_commit (revision, log_id) values (0, gen_random_uuid());

-- Every release that ever had a head, in order: what the transparency log is made of. Never changed, never deleted.
create table release_log (
  position bigint primary key check (position >= 0),
  entry    text   not null
);

-- How many of the additions of a release a person approved, because they were too many at once.
alter table release add column approved integer not null default 0;

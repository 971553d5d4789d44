-- What each organisation saw of an address, by scenario. Only enrolled agents get here.
create table sighting (
  address         inet        not null,
  organisation_id bigint      not null,
  scenario_id     integer     not null,
  first_at        timestamptz not null,
  last_at         timestamptz not null,
  primary key (address, organisation_id, scenario_id)
);
create index sighting_by_age on sighting using brin (last_at);

-- Evidence received at or before this instant counts no more.
create table evidence_void (
  address inet primary key,
  before  timestamptz not null
);

create table fold_position (
  only_row      boolean primary key default true check (only_row),
  last_position bigint not null
);
insert into fold_position (last_position) values (0);

-- Addresses whose evidence or circumstances changed since they were judged.
create table unjudged_address (
  address inet primary key
);

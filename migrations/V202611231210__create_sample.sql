-- What the overview draws: a value of each name for every minute, for some days.
create table sample (
  name  text        not null,
  at    timestamptz not null,
  value bigint      not null,
  primary key (name, at)
);
create index sample_by_age on sample using brin (at);

-- Since when changes wait for a person, without reading the changes.
create index parked_change_waiting on parked_change (parked_at) where not approved;

-- What agents reported, and nothing else of what they sent. One partition a day, dropped whole by retention.

-- Scenario names are few and long, signals many: a signal carries the number. Number 0 stands for scenarios that no
-- enrolled agent has introduced; it never weighs anything.
create table scenario (
  id   integer generated always as identity primary key,
  name text  not null,
  hash bytea not null,
  constraint scenario_name_and_hash unique (name, hash)
);
insert into scenario (id, name, hash) overriding system value values (0, '', '');

-- Every writer locks this row first, which makes the commits of all writers one sequence: positions are dense and become
-- visible in order, so a reader that remembers the last position it saw misses none.
create table signal_position (
  only_row      boolean primary key default true check (only_row),
  last_position bigint not null
);
insert into signal_position (last_position) values (0);

-- How many signals each day's partition holds, so that counting them all reads a few rows.
create table signal_day (
  day           date primary key,
  stored        bigint not null,
  last_position bigint not null
);

-- signal_key begins with the agent's number, so that one batch touches few leaves of the index; the rest is a digest of
-- the alert's uuid, or of scenario, address and times where it has none.
create table signal (
  day             date        not null,
  signal_key      uuid        not null,
  position        bigint      not null,
  received_at     timestamptz not null,
  agent_id        integer     not null,
  organisation_id bigint,
  scenario_id     integer     not null,
  address         inet        not null,
  started_at      timestamptz,
  stopped_at      timestamptz,
  -- False for echoes of decisions and for simulations: held and counted, never evidence.
  admissible      boolean     not null,
  primary key (signal_key, day)
) partition by range (day);
create index signal_by_position on signal using brin (position);

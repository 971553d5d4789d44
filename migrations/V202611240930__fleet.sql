-- What operators see of organisations and agents, however many there are of both.
alter table organisation add column blocked_at timestamptz;
create index organisation_by_name on organisation (lower(name) collate "C", id);

-- What an agent said of itself when it last logged in, and the hour it was last seen in, counted from 1970. An index on the instants
-- themselves would be written with every push and pull; this one is written once an hour.
alter table agent
  add column engine    text,
  add column scenarios integer,
  add column seen_hour integer not null generated always as (
    coalesce(floor(extract(epoch from greatest(last_login_at, last_push_at, last_pull_at) at time zone 'UTC') / 3600), 0)::integer
  ) stored;
create index agent_by_hour on agent (organisation_id, seen_hour, id);
create index agent_blocked on agent (organisation_id, id) where blocked_at is not null;

-- Ranges that operators exempt, beside those of the rules folder.
create table allowlist_entry (
  id         bigint generated always as identity primary key,
  prefix     inet        not null,
  tier       text        not null check (tier in ('never', 'benign')),
  reason     text        not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  removed_at timestamptz
);

-- The last verdict on each address that is listed or waits out its soak. Others have no row.
create table verdict (
  address        inet primary key,
  state          text        not null check (state in ('soaking', 'global')),
  scenario       text        not null,
  eligible_since timestamptz,
  expires_at     timestamptz not null,
  judge_at       timestamptz not null
);
create index verdict_by_next_judgement on verdict (judge_at);

-- The numbered releases. The head row is moved by compare-and-swap, so two publishers cannot make the same number.
create table release (
  serial     bigint primary key,
  issued_at  timestamptz not null,
  count_v4   integer     not null,
  count_v6   integer     not null,
  set_sha256 bytea       not null
);
create table release_head (
  only_row boolean primary key default true check (only_row),
  serial   bigint not null
);
insert into release_head (serial) values (0);

create table release_change (
  serial  bigint  not null references release (serial),
  address inet    not null,
  added   boolean not null,
  primary key (serial, address)
);

-- The set of the newest release with what a client is told of each address.
create table listing (
  address    inet primary key,
  scenario   text        not null,
  since      bigint      not null references release (serial),
  expires_at timestamptz not null,
  -- The latest end any client was ever told: an early withdrawal is repeated until then.
  told_until timestamptz not null
);
create table withdrawal (
  address    inet primary key,
  serial     bigint      not null references release (serial),
  told_until timestamptz not null
);

-- What the rules were when everything was last judged; other rules mean judging everything again.
create table judged_rules (
  only_row boolean primary key default true check (only_row),
  digest   text not null
);
insert into judged_rules (digest) values ('');

-- Who may fetch the list and nothing else. Keys are kept only as hashes.
create table consumer (
  id              bigint generated always as identity primary key,
  name            text        not null,
  organisation_id bigint references organisation (id),
  families        text        not null check (families in ('both', 'v4', 'v6')),
  aggregated      boolean     not null default false,
  scenarios       text[],
  max_entries     integer check (max_entries > 0),
  created_at      timestamptz not null,
  revoked_at      timestamptz
);

create table consumer_key (
  id           bigint generated always as identity primary key,
  consumer_id  bigint      not null references consumer (id),
  hash         bytea       not null unique,
  created_at   timestamptz not null,
  expires_at   timestamptz,
  revoked_at   timestamptz,
  last_used_at timestamptz,
  last_serial  bigint,
  last_bytes   bigint,
  pulls        bigint      not null default 0
);
create index consumer_key_consumer on consumer_key (consumer_id, id);

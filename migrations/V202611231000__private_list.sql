-- Lists that an organisation keeps for its own engines.
create table private_list (
  id              bigint generated always as identity primary key,
  -- What engines know an allowlist by: unlike the number, no other server ever gives it to another list.
  uid             uuid        not null unique default gen_random_uuid(),
  organisation_id bigint      not null references organisation (id),
  kind            text        not null check (kind in ('block', 'allow')),
  name            text        not null,
  description     text        not null,
  remediation     text,
  scope           text check (scope in ('ip', 'range')),
  seconds         integer check (seconds > 0),
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  deleted_at      timestamptz,
  revision        bigint      not null default 0,
  link_number     bigint      not null default 0,
  unique (organisation_id, kind, name),
  check (num_nulls(remediation, scope, seconds) = case kind when 'block' then 0 else 3 end),
  -- A block list that is deleted is gone; an allowlist is remembered, for engines do not forget it.
  check (deleted_at is null or kind = 'allow')
);

create table private_list_entry (
  id         bigint generated always as identity primary key,
  list_id    bigint      not null references private_list (id) on delete cascade,
  value      cidr        not null,
  comment    text,
  created_at timestamptz not null,
  expires_at timestamptz,
  unique (list_id, value)
);
create index private_list_entry_page on private_list_entry (list_id, id);
create index private_list_entry_expiry on private_list_entry (list_id, expires_at)
  where expires_at is not null;

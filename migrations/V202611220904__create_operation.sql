-- Operators hold a bearer token, kept as its hash.
create table operator (
  id         bigint generated always as identity primary key,
  name       text        not null unique,
  role       text        not null check (role in ('administrator', 'curator', 'viewer')),
  token_hash bytea       not null unique,
  created_at timestamptz not null,
  revoked_at timestamptz
);

-- Append-only: the trigger keeps even the owner from changing history by accident.
create table audit_entry (
  id       bigint generated always as identity primary key,
  at       timestamptz not null,
  operator text        not null,
  act      text        not null,
  subject  text        not null,
  detail   text        not null
);
create function audit_entry_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit record is append-only';
end $$;
create trigger audit_entry_append_only before update or delete or truncate on audit_entry
  for each statement execute function audit_entry_is_append_only();

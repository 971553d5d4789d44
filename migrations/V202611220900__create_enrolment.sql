-- Who may report. Passwords and keys are kept only as hashes.
create table organisation (
  id         bigint generated always as identity primary key,
  name       text        not null unique,
  vouched    boolean     not null,
  honeypot   boolean     not null,
  created_at timestamptz not null
);

create table enrolment_key (
  id              bigint generated always as identity primary key,
  organisation_id bigint      not null references organisation (id),
  key_hash        bytea       not null unique,
  uses            integer,
  used            integer     not null default 0,
  tags            text[]      not null,
  created_at      timestamptz not null,
  expires_at      timestamptz,
  revoked_at      timestamptz,
  constraint enrolment_key_uses_respected check (uses is null or used <= uses)
);
create index enrolment_key_organisation on enrolment_key (organisation_id);

create table agent (
  id              integer generated always as identity primary key,
  login           text        not null unique,
  password_hash   text        not null,
  organisation_id bigint references organisation (id),
  name            text,
  tags            text[]      not null,
  created_at      timestamptz not null,
  enrolled_at     timestamptz,
  blocked_at      timestamptz,
  last_login_at   timestamptz,
  last_push_at    timestamptz,
  last_pull_at    timestamptz,
  release         bigint
);
create index agent_organisation on agent (organisation_id, id);

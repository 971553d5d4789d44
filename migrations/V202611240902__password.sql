-- Passwords, each with its second factor: the hash of one, the other sealed, since codes are reckoned from it.
create table operator_password (
  operator_id bigint primary key references operator (id),
  hash        text        not null,
  totp        bytea       not null,
  -- No code of this step of time or an earlier one works: each works once.
  last_step   bigint      not null,
  set_at      timestamptz not null
);

create table operator_recovery_code (
  hash        bytea  primary key,
  operator_id bigint not null references operator (id),
  used_at     timestamptz
);
create index operator_recovery_code_of_operator on operator_recovery_code (operator_id);

-- Wrong sign-ins in a row, and until when the account takes no other.
create table sign_in_failure (
  operator_id   bigint primary key references operator (id),
  failures      integer     not null,
  blocked_until timestamptz not null
);

-- Wrong sign-ins from one client within a short time.
create table sign_in_client (
  client   text primary key,
  failures integer     not null,
  since    timestamptz not null
);
create index sign_in_client_by_age on sign_in_client (since);

-- What was answered already, until nobody would take the answer any more.
create table used_challenge (
  hash       bytea primary key,
  expires_at timestamptz not null
);
create index used_challenge_by_end on used_challenge (expires_at);

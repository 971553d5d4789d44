-- One-time links and sessions of people who use the console. What opens them is known by its hash only.
create table sign_in_link (
  hash        bytea primary key,
  operator_id bigint      not null references operator (id),
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  used_at     timestamptz
);
create index sign_in_link_by_end on sign_in_link (expires_at);

create table console_session (
  hash        bytea primary key,
  operator_id bigint      not null references operator (id),
  created_at  timestamptz not null,
  seen_at     timestamptz not null
);
create index console_session_of_operator on console_session (operator_id);
create index console_session_by_age on console_session (seen_at);

-- Passkeys: the public half of what an operator's device signs with.
create table operator_passkey (
  id            bigint generated always as identity primary key,
  operator_id   bigint      not null references operator (id),
  name          text        not null,
  credential_id bytea       not null unique,
  credential    bytea       not null,
  sign_count    bigint      not null,
  created_at    timestamptz not null,
  used_at       timestamptz
);
create index operator_passkey_of_operator on operator_passkey (operator_id);

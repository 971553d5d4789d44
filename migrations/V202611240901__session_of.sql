-- Sessions are told apart by a number, and by what they began with. What began before this was known began by a link.
alter table console_session add column id bigint generated always as identity unique;
alter table console_session add column began_by text not null default 'link'
  check (began_by in ('link', 'password', 'recovery-code', 'passkey', 'provider'));
alter table console_session alter column began_by drop default;
-- When somebody was last signed in to the console: remembered when the session is gone.
alter table operator add column seen_at timestamptz;

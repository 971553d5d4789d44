-- Where operators want to be told of what needs them. A channel's secret is sealed with a key that is not in the database.
create table notification_channel (
  id              bigint generated always as identity primary key,
  name            text        not null unique,
  kind            text        not null check (kind in ('webhook', 'email', 'ntfy')),
  target          text        not null,
  secret          bytea,
  events          text[]      not null,
  created_at      timestamptz not null,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_error      text,
  check ((last_failure_at is null) = (last_error is null))
);

-- What happened. What lasts is noted once, seen again and again, and over when nobody has seen it for a while.
create table notification_event (
  id       bigint generated always as identity primary key,
  event    text        not null,
  subject  text        not null,
  title    text        not null,
  body     text        not null,
  link     text        not null,
  noted_at timestamptz not null,
  seen_at  timestamptz not null,
  ended_at timestamptz
);
create unique index notification_event_lasting on notification_event (event, subject) where ended_at is null;
create index notification_event_by_age on notification_event (noted_at);

-- What has to be told to whom. A server that sends one moves due_at ahead first, so that no other takes it meanwhile.
create table notification_delivery (
  id         bigint generated always as identity primary key,
  channel_id bigint      not null references notification_channel (id) on delete cascade,
  event_id   bigint      not null references notification_event (id) on delete cascade,
  state      text        not null check (state in ('waiting', 'sent', 'given-up')),
  attempts   integer     not null default 0,
  due_at     timestamptz not null,
  done_at    timestamptz,
  last_error text,
  unique (channel_id, event_id),
  check ((state = 'waiting') = (done_at is null))
);
create index notification_delivery_due on notification_delivery (due_at, id) where state = 'waiting';
create index notification_delivery_of_channel on notification_delivery (channel_id, state, id);
create index notification_delivery_of_event on notification_delivery (event_id);

-- When each kind of our own work was last done to its end, by whichever server, and what came of it.
create table last_run (
  kind      text primary key,
  began_at  timestamptz not null,
  ended_at  timestamptz not null,
  -- When it is due again; null if that is not known.
  due_at    timestamptz,
  findings  bigint      not null,
  told      text        not null
);

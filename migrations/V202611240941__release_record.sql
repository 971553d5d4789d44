-- The files of each release as they were when its head was committed first, and its place in the log.
create table release_file (
  serial       bigint      not null,
  session      uuid        not null,
  committed_at timestamptz not null,
  set_sha256   text        not null,
  set_bytes    bigint      not null,
  delta_sha256 text,
  delta_bytes  bigint,
  log_position bigint      not null,
  primary key (serial, session)
);

-- What the second reader last found wrong with a release: before its head moved, and while it was served.
create table release_look (
  serial   bigint      not null,
  stage    text        not null check (stage in ('before', 'served')),
  at       timestamptz not null,
  findings text[]      not null,
  primary key (serial, stage)
);

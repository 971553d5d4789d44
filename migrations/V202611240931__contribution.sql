-- What became of the signals that an organisation's agents sent on a day, counted when they are folded: evidence, or why not.
create table contribution (
  organisation_id bigint not null,
  day             date   not null,
  used            bigint not null,
  inadmissible    bigint not null,
  untimely        bigint not null,
  excess          bigint not null,
  voided          bigint not null,
  late            bigint not null,
  primary key (organisation_id, day)
);
create index contribution_by_day on contribution (day);

-- How many appeals came on a day (UTC), from each neighbourhood and in all, so that every server of this database counts the same.
-- A neighbourhood is its keyed hash, empty where it is unknown; '*' is all of them. Rows of past days are deleted.
create table appeal_count (
  day     date    not null,
  origin  text    not null,
  appeals integer not null,
  primary key (day, origin)
);

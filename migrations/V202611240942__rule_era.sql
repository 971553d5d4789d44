-- Which texts of rules were in force, and since when. Each text is kept once, whatever files and times have it.
create table rule_text (
  sha256 bytea primary key,
  text   text not null
);
create table rule_era (
  id     bigint generated always as identity primary key,
  digest text        not null,
  since  timestamptz not null
);
create table rule_era_file (
  era_id bigint not null references rule_era (id),
  name   text   not null,
  sha256 bytea  not null references rule_text (sha256),
  primary key (era_id, name)
);

-- What is listed for single organisations, and what clients of theirs still have to be told to drop.
create table scoped_listing (
  address         inet        not null,
  organisation_id bigint      not null,
  scenario        text        not null,
  expires_at      timestamptz not null,
  -- The latest end any client was ever told: what leaves earlier is repeated as deleted until then.
  told_until      timestamptz not null,
  -- False from when it left until nobody can hold it any more.
  listed          boolean     not null,
  primary key (address, organisation_id)
);
create index scoped_listing_by_organisation on scoped_listing (organisation_id);
create index verdict_scoped on verdict (address) where state = 'scoped';

-- Scoped listings come and go without a release. Whoever has read them sees by this number whether they changed since.
create table scoped_change (
  only_row boolean primary key default true check (only_row),
  number   bigint not null
);
insert into scoped_change (number) values (0);

-- Why a release was made, who had it made, and how much it changed, which is known longer than what.
alter table release
  add column cause      text check (cause in ('run', 'approved', 'withdrawal', 'rollback')),
  add column back_to    bigint,
  add column caused_by  text,
  add column caused_why text,
  add column joined     integer not null default 0,
  add column departed   integer not null default 0;
update release r
   set joined = c.joined, departed = c.departed
  from (select serial, count(*) filter (where added) as joined, count(*) filter (where not added) as departed
          from release_change group by serial) c
 where c.serial = r.serial;

-- What left with a release is looked through in order, however much joined with it.
create index release_change_left on release_change (serial, address) where not added;

-- Who approved it, and what waits, in order of time and of addresses.
alter table parked_change add column approved_by text;
create index parked_change_by_age on parked_change (parked_at) where not approved;
create index parked_change_in_order on parked_change (added, address) where not approved;

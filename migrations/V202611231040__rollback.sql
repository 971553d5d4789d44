-- The list stands still at an older release until an operator lets it go on.
create table release_pin (
  only_row  boolean primary key default true check (only_row),
  serial    bigint      not null references release (serial),
  pinned_at timestamptz not null
);
-- Until when an address that left before its time could have stayed; null if it left for good.
alter table release_change add column expires_at timestamptz;

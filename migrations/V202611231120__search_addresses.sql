-- What the search for addresses goes by, each in the order of addresses. Names are in the order of their bytes, in which all that
-- begin alike stand together.
create index verdict_by_scenario on verdict (scenario collate "C", address) where scenario is not null;
create index verdict_by_scenario_and_state on verdict (scenario collate "C", state, address)
  where state in ('scoped', 'held', 'soaking', 'rejected');
create index verdict_soaking on verdict (address) where state = 'soaking';
create index verdict_rejected on verdict (address) where state = 'rejected';
create index listing_by_scenario on listing (scenario collate "C", address);

-- Since the whole model: where reporters stand, what is counted of a day, what is remembered of addresses and of
-- organisations, and why an address changed its state.

-- Where the agent of the newest signal stood, and when the newest signal arrived that told of the same moment.
alter table sighting
  add column prompt_at   timestamptz,
  add column asn         bigint not null default 0,
  add column prefix_hash text   not null default '';
-- Whose word is all at once worth less, has what it saw judged again.
create index sighting_by_organisation on sighting (organisation_id);
-- Sightings end by being passed over; their rows are swept away from time to time. A renewed row stays where it is, so
-- an index on its age would say nothing.
drop index sighting_by_age;
alter table fold_position
  add column forgotten_before timestamptz not null default '-infinity',
  add column swept_before     timestamptz not null default '-infinity',
  add column last_day         date        not null default '-infinity';

-- Which addresses were counted for an agent on a day, for as long as signals of that day can still be folded.
create table counted_address (
  day             date    not null,
  organisation_id bigint  not null,
  address         inet    not null,
  agent_id        integer not null,
  primary key (day, organisation_id, address, agent_id)
) partition by range (day);
create table agent_volume (
  day             date    not null,
  organisation_id bigint  not null,
  agent_id        integer not null,
  addresses       integer not null,
  primary key (day, organisation_id, agent_id)
);
create table organisation_volume (
  day             date    not null,
  organisation_id bigint  not null,
  addresses       integer not null,
  primary key (day, organisation_id)
);

-- The last verdict on each address of which something is remembered, and of its past what still counts.
alter table verdict
  drop constraint verdict_state_check,
  alter column scenario drop not null,
  alter column expires_at drop not null,
  alter column judge_at drop not null,
  add column listed             text,
  add column global_since       timestamptz,
  add column scoped_since       timestamptz,
  add column held_since         timestamptz,
  add column known_since        timestamptz,
  add column global_known_since timestamptz,
  add column told               bigint[] not null default '{}',
  add column left_at            timestamptz,
  add column left_global_at     timestamptz,
  add column delisted_at        timestamptz,
  add column decision           text,
  add column decision_at        timestamptz,
  add column recipients         bigint[] not null default '{}';
update verdict set global_since = eligible_since where state = 'soaking';
update verdict set expires_at = null where state = 'soaking';
update verdict v set listed = 'global', known_since = r.issued_at, global_known_since = r.issued_at
  from listing l join release r on r.serial = l.since
 where v.state = 'global' and l.address = v.address;
update verdict set listed = 'global' where state = 'global' and listed is null;
alter table verdict
  drop column eligible_since,
  add constraint verdict_state_known
    check (state in ('none', 'soaking', 'held', 'scoped', 'global', 'rejected')),
  add constraint verdict_tier_known check (listed in ('global', 'scoped')),
  add constraint verdict_decision_known
    check (decision in ('publish', 'drop') and (decision is null) = (decision_at is null));
drop index verdict_by_next_judgement;
create index verdict_by_next_judgement on verdict (judge_at, address);
create index verdict_listed on verdict (address) where state = 'global';
create index verdict_held on verdict (address) where state = 'held';

-- Why an address changed its state: ranks and classes, nothing that names a reporter.
create table state_change (
  id      bigint generated always as identity primary key,
  address inet        not null,
  at      timestamptz not null,
  state   text        not null,
  -- The newest release when it changed; what was listed then joined the list with a later one.
  serial  bigint      not null,
  reason  jsonb       not null
);
create index state_change_of_address on state_change (address, id);

-- Changes of the list that wait for a person because there were too many at once.
create table parked_change (
  address   inet primary key,
  added     boolean     not null,
  parked_at timestamptz not null,
  approved  boolean     not null default false
);

-- What is remembered of organisations.
create table reputation (
  organisation_id bigint primary key,
  confirmations   bigint  not null,
  contradictions  bigint  not null,
  active_days     integer not null,
  average_volume  bigint  not null,
  first_report_at timestamptz
);
-- Addresses appear as keyed hashes: all that is asked is whether one was there before.
create table credit (
  organisation_id bigint not null,
  address_hash    bytea  not null,
  day             date   not null,
  primary key (organisation_id, address_hash)
);
create index credit_by_day on credit (day, organisation_id);
create table contradiction (
  organisation_id bigint not null,
  address_hash    bytea  not null,
  day             date   not null,
  kind            text   not null check (kind in ('decoy', 'canary', 'appeal')),
  primary key (organisation_id, address_hash, day, kind)
);
create index contradiction_by_day on contradiction (day);
create table co_report (
  day   date   not null,
  one   bigint not null,
  other bigint not null,
  sum   bigint not null,
  primary key (day, one, other),
  constraint co_report_in_order check (one < other)
);
create table candidate (
  address inet primary key,
  at      timestamptz not null,
  voters  bigint[]    not null
);
create index candidate_by_age on candidate (at);
create table night (
  day date primary key
);

-- Everything is judged again by the whole model.
update judged_rules set digest = '';

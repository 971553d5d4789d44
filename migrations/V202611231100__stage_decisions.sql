-- A decision that can be taken back for a while stands on its case until it takes effect. A case that was closed meanwhile keeps
-- what was staged until somebody has noted that nothing came of it.
alter table review_case
  -- Rises with every change that a person makes, so nobody decides about what they did not see.
  add column revision       bigint not null default 0,
  add column staged_ruling  text check (staged_ruling in ('publish', 'reject')),
  add column staged_by      text,
  add column staged_reason  text,
  add column staged_at      timestamptz,
  add column staged_due_at  timestamptz,
  add constraint review_case_staged_whole check (
    num_nulls(staged_ruling, staged_by, staged_reason, staged_at, staged_due_at) in (0, 5));
create index review_case_staged on review_case (staged_due_at, id) where staged_ruling is not null;

-- What the page of a case and the queue ask for, with a million cases open.
create index review_case_open_by_age on review_case (kind, opened_at) where state = 'open';
create index review_case_open_by_kind on review_case (kind, due_at, id) where state = 'open';
create index review_case_open_by_trigger on review_case using gin (triggers) where state = 'open';
create index review_case_decided_by_person on review_case (kind, decided_at, id) where decided_by is not null;

-- What waits for a person, and what became of it. Closed cases name addresses and go after a month, appeals after three.
create table review_case (
  id                   bigint generated always as identity primary key,
  kind                 text        not null check (kind in ('address', 'appeal', 'range', 'organisation', 'run')),
  -- The address, range or organisation in its canonical text.
  subject              text        not null,
  triggers             text[]      not null,
  opened_at            timestamptz not null,
  due_at               timestamptz not null,
  -- What spoke for it when it was opened, and what does now. Reporters are ranks in it, never names.
  evidence_at_opening  jsonb       not null,
  evidence             jsonb       not null,
  state                text        not null default 'open'
                       check (state in ('open', 'published', 'rejected', 'dropped', 'settled')),
  -- Where two have to agree, who agreed first.
  first_decision_by    text,
  decided_by           text,
  decided_at           timestamptz,
  decision_reason      text,
  constraint review_case_closed_at check ((state = 'open') = (decided_at is null))
);
create unique index review_case_open on review_case (kind, subject) where state = 'open';
create index review_case_of_subject on review_case (kind, subject, decided_at);
create index review_case_by_urgency on review_case (state, due_at, id);
create index review_case_all_by_urgency on review_case (due_at, id);
create index review_case_by_decision on review_case (decided_at) where decided_at is not null;

-- When somebody last took their own address off: once a week is enough.
create table delisting (
  address inet primary key,
  at      timestamptz not null
);

-- Ranges that are listed only if a person agrees, and ranges with many users behind each address.
alter table allowlist_entry
  drop constraint allowlist_entry_tier_check,
  add constraint allowlist_entry_tier_known check (tier in ('never', 'benign', 'protected', 'shared'));

-- What the votes on an address came to when it was judged last, in millionths of a vote, so that consumers can be given what
-- is certain first.
alter table verdict add column score bigint not null default 0;

-- What a listing's score has to reach for a consumer to get it, likewise.
alter table consumer add column minimum_score bigint check (minimum_score > 0);

-- Everything is judged again, for no score is known yet.
update judged_rules set digest = '';

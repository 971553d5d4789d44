-- What was done about a subject, by its beginning: a whole subject may be longer than an index takes.
create index audit_entry_by_subject on audit_entry (left(subject, 200), id);
-- Which exemptions in force hold an address.
create index allowlist_entry_in_force on allowlist_entry using gist (prefix inet_ops) where removed_at is null;

-- Which listing ended when an address left: the release it had joined with and what it was listed for. Both are null for what
-- joined, and for what left before this was kept.
alter table release_change add column since bigint references release (serial), add column scenario text;

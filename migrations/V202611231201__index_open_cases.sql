-- How many cases are open and since when the oldest is, without reading them.
create index review_case_open_since on review_case (opened_at) where state = 'open';

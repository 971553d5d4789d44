-- Texts that a reason for a decision can begin with, as administrators keep them, in their order.
create table review_reason (
  id    bigint generated always as identity primary key,
  place integer not null,
  text  text    not null unique
);
insert into review_reason (place, text) values
  (1, 'Several independent networks saw the same attack.'),
  (2, 'Shared address of a provider: innocents would be hit.'),
  (3, 'Known scanner that tells who it is.'),
  (4, 'Too little evidence yet.'),
  (5, 'The user showed that the machine was cleaned.');

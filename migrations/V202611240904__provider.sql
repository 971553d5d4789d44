-- Whom an OpenID provider knows as which subject.
create table operator_subject (
  issuer      text   not null,
  subject     text   not null,
  operator_id bigint not null references operator (id),
  primary key (issuer, subject)
);
create index operator_subject_of_operator on operator_subject (operator_id);

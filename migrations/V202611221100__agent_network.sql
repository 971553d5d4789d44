-- Where an agent stood when it last logged in, in place of its address.
alter table agent add column asn bigint not null default 0;
alter table agent add column prefix_hash text not null default '';

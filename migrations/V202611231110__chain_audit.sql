-- Each entry carries a hash over itself and the hash before it, so that nobody can change, remove, add or move an entry without
-- every later hash being wrong. The newest is kept beside, so that the end cannot be cut off either. Entries are numbered and
-- chained when they are stored, one at a time, however many servers write.
create table audit_head (
  only_row  boolean primary key default true check (only_row),
  last_id   bigint not null,
  last_hash bytea  not null
);
insert into audit_head (last_id, last_hash) values (0, decode(repeat('00', 32), 'hex'));

-- Every part is preceded by its length, so no two entries have the same encoding. Instants count microseconds since 1970.
create function audit_part(part bytea) returns bytea language sql immutable strict as $$
  select int4send(octet_length(part)) || part
$$;
create function audit_hash(
  before bytea, id bigint, at timestamptz, operator text, act text, subject text, detail text
) returns bytea language sql stable strict as $$
  select sha256(
    audit_part('tocsin audit entry 1'::bytea)
    || audit_part(before)
    || audit_part(int8send(id))
    || audit_part(int8send((extract(epoch from at) * 1000000)::bigint))
    || audit_part(convert_to(operator, 'UTF8'))
    || audit_part(convert_to(act, 'UTF8'))
    || audit_part(convert_to(subject, 'UTF8'))
    || audit_part(convert_to(detail, 'UTF8')))
$$;

alter table audit_entry add column hash bytea;

-- Entries of old.
alter table audit_entry disable trigger audit_entry_append_only;
do $$
declare
  entry audit_entry;
  last bytea := (select last_hash from audit_head);
begin
  for entry in select * from audit_entry order by id loop
    last := audit_hash(last, entry.id, entry.at, entry.operator, entry.act, entry.subject, entry.detail);
    update audit_entry set hash = last where id = entry.id;
  end loop;
  update audit_head set last_id = coalesce((select max(id) from audit_entry), 0), last_hash = last;
end $$;
alter table audit_entry enable trigger audit_entry_append_only;
alter table audit_entry alter column hash set not null;

create function audit_entry_is_chained() returns trigger language plpgsql as $$
declare
  head audit_head;
begin
  select * into head from audit_head for update;
  if not found then
    raise exception 'the head of the audit record is gone';
  end if;
  new.id := head.last_id + 1;
  new.hash := audit_hash(head.last_hash, new.id, new.at, new.operator, new.act, new.subject, new.detail);
  update audit_head set last_id = new.id, last_hash = new.hash;
  return new;
end $$;
create trigger audit_entry_chained before insert on audit_entry
  for each row execute function audit_entry_is_chained();

create index audit_entry_by_operator on audit_entry (operator, id);
create index audit_entry_by_act on audit_entry (act, id);
create index audit_entry_by_time on audit_entry (at, id);

-- Drawers of the card index: what the cards of many people, or the labels of many cases, can be found by, a line each, sealed together
-- under the desk's own key. Looking through a desk then costs some forty documents instead of thousands (docs/adr/0028).
--
-- A drawer holds nothing that its rows do not: whatever changes one of them, takes it to another desk or destroys it marks the drawer as stale
-- in the same transaction. A stale drawer is looked into by nobody, what lay in it is looked through one by one until a search files it again, and
-- the worker throws it away within seconds. A case that does not exist for somebody lies in no drawer at all, so that row-level security
-- decides about each of its rows alone.
--
-- Whoever changes something touches no other row than its own: to mark a drawer is to add a line, and nobody waits for anybody.

create table search_drawer (
  tenant_id uuid not null references auth.tenant,
  id uuid not null,
  desk_id uuid not null,
  -- The kind of copies it was made from.
  label text not null check (label in ('person.desk_card', 'case_.label')),
  rev bigint not null default 1,
  schema_no integer not null,
  lines bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, desk_id) references auth.desk
);
create index search_drawer_desk on search_drawer (tenant_id, desk_id, label, id);
call internal.classify('search_drawer', 'tenant_id P, id P, desk_id P, label P, rev P, schema_no P, lines S');
call internal.protect('search_drawer');
grant select on search_drawer to yorube_app;
create policy read on search_drawer for select to yorube_app using (desk_id = any ((select auth.my_desks())::uuid[]));

-- What has come from another desk and has no copy yet: a handful, and a search asks for them each time.
create index case_without_label on case_ (tenant_id, desk_id, moved_at) where label is null;
create index person_without_card on person (tenant_id, desk_id, created_at) where desk_card is null;

-- Where each copy lies; null = in no drawer. Read through the functions below alone: it names rows that do not exist for everybody.
create table auth.search_place (
  tenant_id uuid not null references auth.tenant,
  row_id uuid not null,
  desk_id uuid not null,
  label text not null check (label in ('person.desk_card', 'case_.label')),
  case_id uuid,
  drawer_id uuid,
  primary key (tenant_id, row_id)
);
create index search_place_loose on auth.search_place (tenant_id, desk_id, label) where drawer_id is null;
create index search_place_drawer on auth.search_place (tenant_id, drawer_id) where drawer_id is not null;
create index search_place_case on auth.search_place (tenant_id, case_id);
call internal.classify('auth.search_place', 'tenant_id P, row_id P, desk_id P, label P, case_id P, drawer_id P');
call internal.protect('auth.search_place');

-- Drawers that are not right any more; several lines of one do no harm.
create table auth.search_stale (
  tenant_id uuid not null references auth.tenant,
  id uuid not null default gen_random_uuid(),
  desk_id uuid not null,
  drawer_id uuid not null,
  primary key (tenant_id, id)
);
create index search_stale_desk on auth.search_stale (tenant_id, desk_id, drawer_id);
call internal.classify('auth.search_stale', 'tenant_id P, id P, desk_id P, drawer_id P');
call internal.protect('auth.search_stale');

-- Whoever changes copies of a desk shares this lock, and whoever files or throws away must have it alone (or leaves it): nothing is filed that is
-- being changed or hidden.
create function internal.drawers_lock(p_desk uuid) returns bigint
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select hashtextextended('search drawers of ' || p_desk::text, 0)
$$;
revoke all on function internal.drawers_lock(uuid) from public;
grant execute on function internal.drawers_lock(uuid) to yorube_definer;

-- Of one row: its drawer is stale, and it lies in none.
create function auth.place_copy(p_tenant uuid, p_row uuid, p_desk uuid, p_label text, p_case uuid, p_is_there boolean) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare was auth.search_place;
begin
  select x.* into was from auth.search_place x where x.tenant_id = p_tenant and x.row_id = p_row;
  perform pg_advisory_xact_lock_shared(internal.drawers_lock(d)) from (select distinct d from unnest(array[was.desk_id, p_desk]) as d where d is not null order by 1) x (d);
  -- Once more, now that nobody is filing it.
  select x.* into was from auth.search_place x where x.tenant_id = p_tenant and x.row_id = p_row for update;
  if was.drawer_id is not null then
    insert into auth.search_stale (tenant_id, desk_id, drawer_id) values (p_tenant, was.desk_id, was.drawer_id);
  end if;
  if p_is_there then
    insert into auth.search_place (tenant_id, row_id, desk_id, label, case_id) values (p_tenant, p_row, p_desk, p_label, p_case)
    on conflict (tenant_id, row_id) do update set desk_id = excluded.desk_id, case_id = excluded.case_id, drawer_id = null;
  else
    delete from auth.search_place s where s.tenant_id = p_tenant and s.row_id = p_row;
  end if;
end $$;
call internal.definer('auth.place_copy(uuid, uuid, uuid, text, uuid, boolean)', 'yorube_definer');

create function auth.place_card() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  case tg_op
    when 'INSERT' then
      insert into auth.search_place (tenant_id, row_id, desk_id, label, case_id)
      values (new.tenant_id, new.id, new.desk_id, 'person.desk_card', new.case_id);
    when 'UPDATE' then
      perform auth.place_copy(new.tenant_id, new.id, new.desk_id, 'person.desk_card', new.case_id, new.desk_card is not null);
    else
      perform auth.place_copy(old.tenant_id, old.id, old.desk_id, 'person.desk_card', old.case_id, false);
  end case;
  return null;
end $$;
call internal.definer('auth.place_card()', 'yorube_definer');
create trigger place_new_card after insert on person for each row when (new.desk_card is not null) execute function auth.place_card();
create trigger place_card after update on person for each row
  when (old.desk_card is distinct from new.desk_card or old.desk_id <> new.desk_id or old.rev <> new.rev
    or old.case_id is distinct from new.case_id) execute function auth.place_card();
create trigger place_gone_card after delete on person for each row execute function auth.place_card();

create function auth.place_label() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  case tg_op
    when 'INSERT' then
      insert into auth.search_place (tenant_id, row_id, desk_id, label, case_id)
      values (new.tenant_id, new.id, new.desk_id, 'case_.label', new.id);
    when 'UPDATE' then
      perform auth.place_copy(new.tenant_id, new.id, new.desk_id, 'case_.label', new.id, new.label is not null);
    else
      perform auth.place_copy(old.tenant_id, old.id, old.desk_id, 'case_.label', old.id, false);
  end case;
  return null;
end $$;
call internal.definer('auth.place_label()', 'yorube_definer');
create trigger place_new_label after insert on case_ for each row when (new.label is not null) execute function auth.place_label();
create trigger place_label after update on case_ for each row
  when (old.label is distinct from new.label or old.desk_id <> new.desk_id or old.core_rev <> new.core_rev)
  execute function auth.place_label();
create trigger place_gone_label after delete on case_ for each row execute function auth.place_label();

-- From now on the case does not exist for somebody. The lock of its desk is taken even where nothing of it is filed: somebody may be about to.
create function auth.mark_drawers_of_hidden() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(internal.drawers_lock(x.desk_id)) from (
    select c.desk_id from public.case_ c where c.tenant_id = new.tenant_id and c.id = new.case_id
    union select p.desk_id from public.person p where p.tenant_id = new.tenant_id and p.case_id = new.case_id order by 1) x;
  insert into auth.search_stale (tenant_id, desk_id, drawer_id)
  select distinct s.tenant_id, s.desk_id, s.drawer_id from auth.search_place s
  where s.tenant_id = new.tenant_id and s.case_id = new.case_id and s.drawer_id is not null;
  return null;
end $$;
call internal.definer('auth.mark_drawers_of_hidden()', 'yorube_definer');
create trigger mark_drawers after insert on auth.case_block for each row execute function auth.mark_drawers_of_hidden();

-- Throws away a desk's stale drawers. Whoever calls it has the desk's lock alone.
create function internal.clear_drawers(p_tenant uuid, p_desk uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  marks uuid[];
  drawers uuid[];
begin
  select array_agg(x.id), array_agg(distinct x.drawer_id) into marks, drawers
  from auth.search_stale x where x.tenant_id = p_tenant and x.desk_id = p_desk;
  if marks is null then return 0; end if;
  update auth.search_place s set drawer_id = null where s.tenant_id = p_tenant and s.drawer_id = any (drawers);
  delete from public.search_drawer d where d.tenant_id = p_tenant and d.id = any (drawers);
  delete from auth.search_stale x where x.tenant_id = p_tenant and x.id = any (marks);
  return cardinality(drawers);
end $$;
call internal.definer('internal.clear_drawers(uuid, uuid)', 'yorube_definer');

-- By the worker, every second; a desk where somebody is at work waits for the next time.
create function auth.clear_stale_drawers() returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  cleared integer := 0;
  d record;
begin
  for d in select distinct x.tenant_id, x.desk_id from auth.search_stale x loop
    if pg_try_advisory_xact_lock(internal.drawers_lock(d.desk_id)) then
      cleared := cleared + internal.clear_drawers(d.tenant_id, d.desk_id);
    end if;
  end loop;
  return cleared;
end $$;
call internal.definer('auth.clear_stale_drawers()', 'yorube_worker');

-- What lies in no drawer that is right, and exists for whoever asks.
create function auth.loose_copies(p_label text, p_desks uuid[], p_most integer) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  mine uuid[] := auth.my_desks();
  hidden uuid[] := auth.my_blocked_cases();
begin
  return query select x.row_id from (
      select s.row_id, s.case_id from auth.search_place s
      where s.tenant_id = tenant and s.desk_id = any (p_desks) and s.desk_id = any (mine) and s.label = p_label and s.drawer_id is null
      union all
      select s.row_id, s.case_id from auth.search_place s
      where s.tenant_id = tenant and s.desk_id = any (p_desks) and s.desk_id = any (mine) and s.label = p_label and s.drawer_id in (
        select m.drawer_id from auth.search_stale m where m.tenant_id = tenant and m.desk_id = any (p_desks))) x
    where x.case_id is null or x.case_id <> all (hidden)
    limit least(p_most, 100000);
end $$;
call internal.definer('auth.loose_copies(text, uuid[], integer)', 'yorube_app');

-- The drawers to look into, of these desks.
create function auth.drawers_at(p_label text, p_desks uuid[], p_most integer) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  mine uuid[] := auth.my_desks();
begin
  return query select d.id from public.search_drawer d
    where d.tenant_id = tenant and d.desk_id = any (p_desks) and d.desk_id = any (mine) and d.label = p_label
      and not exists (select from auth.search_stale m where m.tenant_id = tenant and m.desk_id = d.desk_id and m.drawer_id = d.id)
    limit least(p_most, 5000);
end $$;
call internal.definer('auth.drawers_at(text, uuid[], integer)', 'yorube_app');

-- Of desks where they are worth a drawer, the ones that may be filed: of a case that is hidden from nobody.
create function auth.copies_to_file(p_label text, p_desks uuid[], p_fewest integer, p_most integer)
returns table (desk_id uuid, row_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  mine uuid[] := auth.my_desks();
begin
  return query select x.desk_id, x.row_id from (
    select s.desk_id, s.row_id, count(*) over (partition by s.desk_id) as at_desk from auth.search_place s
    where s.tenant_id = tenant and s.desk_id = any (p_desks) and s.desk_id = any (mine) and s.label = p_label
      and (s.drawer_id is null or exists (
        select from auth.search_stale m where m.tenant_id = tenant and m.desk_id = s.desk_id and m.drawer_id = s.drawer_id))
      and not exists (select from auth.case_block b where b.tenant_id = tenant and b.case_id = s.case_id)) x
  where x.at_desk >= p_fewest order by x.desk_id limit least(p_most, 5000);
end $$;
call internal.definer('auth.copies_to_file(text, uuid[], integer, integer)', 'yorube_app');

-- A drawer is called by what it was made of, and its seal stands over that name: another one's lines cannot be put in its place.
create function auth.drawer_name(p_desk uuid, p_label text, p_rows uuid[], p_revs bigint[]) returns uuid
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select encode(substring(sha256(convert_to(p_desk || ' ' || p_label || ' ' ||
    string_agg(n.id || ':' || n.rev, ',' order by n.id::text collate "C"), 'UTF8')) for 16), 'hex')::uuid
  from unnest(p_rows, p_revs) as n (id, rev)
$$;
revoke all on function auth.drawer_name(uuid, text, uuid[], bigint[]) from public;
grant execute on function auth.drawer_name(uuid, text, uuid[], bigint[]) to yorube_definer;

-- Only where every row still is what was read, and lies in no drawer that is right. Where somebody is changing or filing copies of the desk,
-- nothing is filed: the next search does it.
create function auth.file_drawer(p_id uuid, p_desk uuid, p_label text, p_schema integer, p_lines bytea, p_rows uuid[], p_revs bigint[])
returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  found_rows integer;
begin
  if (p_desk = any (auth.my_desks())) is not true or (p_id = auth.drawer_name(p_desk, p_label, p_rows, p_revs)) is not true
    or not pg_try_advisory_xact_lock(internal.drawers_lock(p_desk)) then return false; end if;
  perform internal.clear_drawers(tenant, p_desk);
  select count(*) into found_rows from auth.search_place s
  where s.tenant_id = tenant and s.row_id = any (p_rows) and s.desk_id = p_desk and s.label = p_label and s.drawer_id is null;
  if found_rows <> cardinality(p_rows) or exists (
    select from auth.search_place s join auth.case_block b on b.tenant_id = s.tenant_id and b.case_id = s.case_id
    where s.tenant_id = tenant and s.row_id = any (p_rows)) then return false; end if;
  if p_label = 'person.desk_card' then
    select count(*) into found_rows from unnest(p_rows, p_revs) as n (id, rev)
    join public.person x on x.tenant_id = tenant and x.id = n.id and x.rev = n.rev and x.desk_id = p_desk and x.desk_card is not null;
  else
    select count(*) into found_rows from unnest(p_rows, p_revs) as n (id, rev)
    join public.case_ x on x.tenant_id = tenant and x.id = n.id and x.core_rev = n.rev and x.desk_id = p_desk and x.label is not null;
  end if;
  if found_rows <> cardinality(p_rows) then return false; end if;
  insert into public.search_drawer (tenant_id, id, desk_id, label, schema_no, lines) values (tenant, p_id, p_desk, p_label, p_schema, p_lines);
  update auth.search_place s set drawer_id = p_id where s.tenant_id = tenant and s.row_id = any (p_rows);
  return true;
end $$;
call internal.definer('auth.file_drawer(uuid, uuid, text, integer, bytea, uuid[], bigint[])', 'yorube_app');

-- One that does not open any more is worth nothing. Its alarm was raised.
create function auth.mark_drawer(p_id uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into auth.search_stale (tenant_id, desk_id, drawer_id)
  select d.tenant_id, d.desk_id, d.id from public.search_drawer d
  where d.tenant_id = auth.my_tenant() and d.id = p_id and d.desk_id = any (auth.my_desks());
end $$;
call internal.definer('auth.mark_drawer(uuid)', 'yorube_app');

-- Everything that is there already waits to be filed.
insert into auth.search_place (tenant_id, row_id, desk_id, label, case_id)
select p.tenant_id, p.id, p.desk_id, 'person.desk_card', p.case_id from person p where p.desk_card is not null
union all select c.tenant_id, c.id, c.desk_id, 'case_.label', c.id from case_ c where c.label is not null;

-- A drawer lies under the desk's key like the copies in it, and moves with them when that key is renewed.
create or replace function internal.desk_documents(p_tenant uuid, p_desk uuid)
returns table (label text, id uuid, rev bigint, schema_no integer, bytes bytea, key_id bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 'person.desk_card', p.id, p.rev, p.schema_no, p.desk_card, substring(p.desk_card from 3 for 16)
  from public.person p where p.tenant_id = p_tenant and p.desk_id = p_desk and p.desk_card is not null
  union all
  select 'case_.label', c.id, c.core_rev, c.schema_no, c.label, substring(c.label from 3 for 16)
  from public.case_ c where c.tenant_id = p_tenant and c.desk_id = p_desk and c.label is not null
  union all
  select 'handover_note.note', n.id, n.rev, n.schema_no, n.note, substring(n.note from 3 for 16)
  from public.handover_note n where n.tenant_id = p_tenant and n.desk_id = p_desk
  union all
  select 'saved_view.name', v.id, v.rev, v.schema_no, v.name, substring(v.name from 3 for 16)
  from public.saved_view v where v.tenant_id = p_tenant and v.desk_id = p_desk
  union all
  select 'search_drawer.lines', d.id, d.rev, d.schema_no, d.lines, substring(d.lines from 3 for 16)
  from public.search_drawer d where d.tenant_id = p_tenant and d.desk_id = p_desk
$$;

create or replace function auth.put_renewed_documents(p_desk uuid, p_card_key_id bytea, p_labels text[], p_ids uuid[], p_revs bigint[],
                                           p_bytes bytea[]) returns table (label text, id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  n record;
begin
  if not auth.may_renew(p_desk) then return; end if;
  for n in select * from unnest(p_labels, p_ids, p_revs, p_bytes) as n (label, id, rev, bytes) loop
    case n.label
      when 'person.desk_card' then
        update public.person x set desk_card = n.bytes where x.tenant_id = tenant and x.id = n.id and x.desk_id = p_desk
          and x.rev = n.rev and substring(x.desk_card from 3 for 16) <> p_card_key_id;
      when 'case_.label' then
        update public.case_ x set label = n.bytes where x.tenant_id = tenant and x.id = n.id and x.desk_id = p_desk
          and x.core_rev = n.rev and substring(x.label from 3 for 16) <> p_card_key_id;
      when 'handover_note.note' then
        update public.handover_note x set note = n.bytes where x.tenant_id = tenant and x.id = n.id and x.desk_id = p_desk
          and x.rev = n.rev and substring(x.note from 3 for 16) <> p_card_key_id;
      when 'saved_view.name' then
        update public.saved_view x set name = n.bytes where x.tenant_id = tenant and x.id = n.id and x.desk_id = p_desk
          and x.rev = n.rev and substring(x.name from 3 for 16) <> p_card_key_id;
      when 'search_drawer.lines' then
        update public.search_drawer x set lines = n.bytes where x.tenant_id = tenant and x.id = n.id and x.desk_id = p_desk
          and x.rev = n.rev and substring(x.lines from 3 for 16) <> p_card_key_id;
    end case;
    if found then
      label := n.label;
      id := n.id;
      return next;
    end if;
  end loop;
end $$;

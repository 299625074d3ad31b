-- What an outside look at drawers (0210, docs/adr/0028) found, mended.

-- Drawers are read through a function that says once more what a reader must not see: row-level security knew her desks, but not that a
-- drawer is stale, so that SQL of her own still read one with a case that had just been hidden from her.
revoke select on search_drawer from yorube_app;
drop policy read on search_drawer;
create function auth.read_drawers(p_ids uuid[]) returns table (id uuid, desk_id uuid, rev bigint, schema_no integer, lines bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  mine uuid[] := auth.my_desks();
begin
  return query select d.id, d.desk_id, d.rev, d.schema_no, d.lines from public.search_drawer d
    where d.tenant_id = tenant and d.id = any (p_ids[1:5000]) and d.desk_id = any (mine)
      and not exists (select from auth.search_stale m where m.tenant_id = tenant and m.desk_id = d.desk_id and m.drawer_id = d.id);
end $$;
call internal.definer('auth.read_drawers(uuid[])', 'yorube_app');

-- Whoever renews the desk's key holds the desk's row and then changes copies; whoever files held the copies and then, by this, the row.
alter table search_drawer drop constraint search_drawer_tenant_id_desk_id_fkey;

-- A destroyed record goes out of its drawers with its keys, and not a second later: their lines would still name her.
alter function internal.shred_record(uuid, text, uuid, bytea[]) rename to shred_rows;
create function internal.shred_record(p_tenant uuid, p_kind text, p_id uuid, p_parties bytea[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  people uuid[] := (select x.people from internal.parts_of(p_tenant, p_kind, p_id) x);
  drawers uuid[] := array(
    select distinct s.drawer_id from auth.search_place s
    where s.tenant_id = p_tenant and s.row_id = any (people || p_id) and s.drawer_id is not null order by 1);
begin
  perform internal.shred_rows(p_tenant, p_kind, p_id, p_parties);
  -- Its rows have marked them as stale, and what else lay in them is looked through one by one: nobody misses them.
  perform 1 from public.search_drawer d where d.tenant_id = p_tenant and d.id = any (drawers) order by d.id for update;
  delete from public.search_drawer d where d.tenant_id = p_tenant and d.id = any (drawers);
end $$;
call internal.definer('internal.shred_record(uuid, text, uuid, bytea[])', 'yorube_definer');

-- A stale drawer is not sealed anew when the desk's key is renewed: it is about to be thrown away.
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
    and not exists (select from auth.search_stale m where m.tenant_id = p_tenant and m.desk_id = p_desk and m.drawer_id = d.id)
$$;

-- One desk in a transaction of its own, so that what waits at one holds up nobody at another. Answers the next desk after the given one
-- that has stale drawers, whether it could be cleared or somebody is at work there; null = there is none.
drop function auth.clear_stale_drawers();
create function auth.clear_stale_drawers(p_after uuid) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '1s' as $$
declare
  at_desk uuid := (select x.desk_id from auth.search_stale x where p_after is null or x.desk_id > p_after order by x.desk_id limit 1);
  tenant uuid := (select x.tenant_id from auth.search_stale x where x.desk_id = at_desk limit 1);
begin
  if at_desk is null or not pg_try_advisory_xact_lock(internal.drawers_lock(at_desk)) then return at_desk; end if;
  perform internal.clear_drawers(tenant, at_desk);
  return at_desk;
exception when lock_not_available or deadlock_detected then return at_desk;
end $$;
call internal.definer('auth.clear_stale_drawers(uuid)', 'yorube_worker');
create index search_stale_by_desk on auth.search_stale (desk_id);

-- Loose ones that are worth a drawer, and with them what lies in drawers that are not half full: else a desk that grows by a few dozen
-- cases at a time ends with hundreds of small ones.
create or replace function auth.copies_to_file(p_label text, p_desks uuid[], p_fewest integer, p_most integer)
returns table (desk_id uuid, row_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  mine uuid[] := auth.my_desks();
begin
  return query
    with places as (
      select s.desk_id, s.row_id, s.drawer_id, s.drawer_id is null or exists (
          select from auth.search_stale m where m.tenant_id = tenant and m.desk_id = s.desk_id and m.drawer_id = s.drawer_id) as is_loose
      from auth.search_place s
      where s.tenant_id = tenant and s.desk_id = any (p_desks) and s.desk_id = any (mine) and s.label = p_label
        and not exists (select from auth.case_block b where b.tenant_id = tenant and b.case_id = s.case_id)),
    small as (
      select p.drawer_id from places p where not p.is_loose group by p.drawer_id having count(*) < 128),
    worth as (
      select p.desk_id from places p where p.is_loose group by p.desk_id having count(*) >= p_fewest)
    select p.desk_id, p.row_id from places p join worth w on w.desk_id = p.desk_id
    where p.is_loose or p.drawer_id in (select s.drawer_id from small s)
    order by p.desk_id, p.is_loose desc, p.drawer_id limit least(p_most, 5000);
end $$;

-- What one line of a drawer says, as this release folds words: an older process that still runs files nothing of its own. Raised in the
-- migration that empties all drawers (src/platform/drawers.ts).
create function internal.drawer_schema() returns integer
language sql immutable set search_path = pg_catalog, pg_temp as $$ select 1 $$;
revoke all on function internal.drawer_schema() from public;
grant execute on function internal.drawer_schema() to yorube_definer;

-- Only where every row still is what was read. Where somebody is changing or filing copies of the desk, nothing is filed: the next search
-- does it. What a row lay in before is thrown away. No search ends because something could not be filed.
create or replace function auth.file_drawer(p_id uuid, p_desk uuid, p_label text, p_schema integer, p_lines bytea, p_rows uuid[], p_revs bigint[])
returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  found_rows integer;
begin
  if (p_desk = any (auth.my_desks())) is not true or (p_id = auth.drawer_name(p_desk, p_label, p_rows, p_revs)) is not true
    or p_schema <> internal.drawer_schema()
    or not pg_try_advisory_xact_lock(internal.drawers_lock(p_desk)) then return false; end if;
  if p_label = 'person.desk_card' then
    select count(*) into found_rows from unnest(p_rows, p_revs) as n (id, rev)
    join public.person x on x.tenant_id = tenant and x.id = n.id and x.rev = n.rev and x.desk_id = p_desk and x.desk_card is not null;
  else
    select count(*) into found_rows from unnest(p_rows, p_revs) as n (id, rev)
    join public.case_ x on x.tenant_id = tenant and x.id = n.id and x.core_rev = n.rev and x.desk_id = p_desk and x.label is not null;
  end if;
  if found_rows <> cardinality(p_rows) or exists (
    select from auth.search_place s join auth.case_block b on b.tenant_id = s.tenant_id and b.case_id = s.case_id
    where s.tenant_id = tenant and s.row_id = any (p_rows)) then return false; end if;
  -- What somebody else has filed since these rows were read stays: this very drawer, or one that is half full.
  if exists (
    select from public.search_drawer d
    where d.tenant_id = tenant and d.id in (select s.drawer_id from auth.search_place s where s.tenant_id = tenant and s.row_id = any (p_rows))
      and (d.id = p_id or 128 <= (select count(*) from auth.search_place s where s.tenant_id = tenant and s.drawer_id = d.id))
      and not exists (select from auth.search_stale m where m.tenant_id = tenant and m.desk_id = p_desk and m.drawer_id = d.id)) then return false; end if;
  insert into auth.search_stale (tenant_id, desk_id, drawer_id)
  select distinct s.tenant_id, s.desk_id, s.drawer_id from auth.search_place s
  where s.tenant_id = tenant and s.row_id = any (p_rows) and s.desk_id = p_desk and s.drawer_id is not null;
  perform internal.clear_drawers(tenant, p_desk);
  select count(*) into found_rows from auth.search_place s
  where s.tenant_id = tenant and s.row_id = any (p_rows) and s.desk_id = p_desk and s.label = p_label and s.drawer_id is null;
  if found_rows <> cardinality(p_rows) then return false; end if;
  insert into public.search_drawer (tenant_id, id, desk_id, label, schema_no, lines) values (tenant, p_id, p_desk, p_label, p_schema, p_lines);
  update auth.search_place s set drawer_id = p_id where s.tenant_id = tenant and s.row_id = any (p_rows);
  return true;
exception when deadlock_detected or unique_violation then return false;
end $$;

-- A line for each drawer is enough.
create or replace function auth.mark_drawer(p_id uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into auth.search_stale (tenant_id, desk_id, drawer_id)
  select d.tenant_id, d.desk_id, d.id from public.search_drawer d
  where d.tenant_id = auth.my_tenant() and d.id = p_id and d.desk_id = any (auth.my_desks())
    and not exists (select from auth.search_stale m where m.tenant_id = d.tenant_id and m.desk_id = d.desk_id and m.drawer_id = d.id);
end $$;

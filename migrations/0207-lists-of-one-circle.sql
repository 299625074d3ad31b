-- A list of what is to be destroyed holds only records that must not be known to the very same people. With a case that is hidden from
-- somebody, another case of hers went out of her sight: it was due no more and stood on no list that she saw, which only a hidden
-- case explains. Now what is proposed becomes as many lists as there are such circles, and whoever is named later parts a list.

-- From whom a case is hidden, in one order.
create function internal.hidden_from(p_tenant uuid, p_case uuid) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(select b.user_id from auth.case_block b where b.tenant_id = p_tenant and b.case_id = p_case order by 1)
$$;

-- Gives what stands of a record on lists that are still proposed lists of its own. Two people agreed to the list as it was: it is
-- another one now, and they are asked again.
create function internal.part_lists(p_tenant uuid, p_record uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  i record;
  own uuid;
begin
  for i in
    select it.id, it.state as item_state, l.* from public.disposal_item it
    join public.disposal_list l on l.tenant_id = it.tenant_id and l.id = it.list_id and l.state = 'proposed'
    where it.tenant_id = p_tenant and coalesce(it.case_id, it.consultation_id) = p_record
      and exists (select from public.disposal_item other where other.tenant_id = it.tenant_id and other.list_id = it.list_id and other.id <> it.id)
    for update of l, it
  loop
    own := gen_random_uuid();
    insert into public.disposal_list (tenant_id, id, desk_id, state, made_by, made_at, ended_at)
    values (p_tenant, own, i.desk_id, case when i.item_state = 'listed' then 'proposed' else 'withdrawn' end, i.made_by, i.made_at,
      case when i.item_state <> 'listed' then now() end);
    update public.disposal_item it set list_id = own where it.tenant_id = p_tenant and it.id = i.id;
  end loop;
end $$;

-- Lists that stand already.
select internal.part_lists(x.tenant_id, x.record_id)
from (select distinct i.tenant_id, coalesce(i.case_id, i.consultation_id) as record_id from public.disposal_item i
  left join public.consultation c on c.tenant_id = i.tenant_id and c.id = i.consultation_id
  join auth.case_block b on b.tenant_id = i.tenant_id and b.case_id = coalesce(i.case_id, c.case_id)) x;

create function auth.part_lists_of_hidden() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare b auth.case_block := coalesce(new, old);
begin
  -- One after the other with whoever is proposing a list: each then sees what the other wrote.
  perform pg_advisory_xact_lock(hashtextextended('disposal lists ' || b.tenant_id::text, 0));
  perform internal.part_lists(b.tenant_id, b.case_id);
  perform internal.part_lists(b.tenant_id, c.id) from public.consultation c
  where c.tenant_id = b.tenant_id and c.case_id = b.case_id;
  return null;
end $$;
create trigger part_lists after insert or delete on auth.case_block for each row execute function auth.part_lists_of_hidden();

-- A consultation that becomes part of a case is hidden with it.
create function internal.part_lists_of_joined() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform internal.part_lists(new.tenant_id, new.id);
  return null;
end $$;
create trigger part_lists after update of case_id on public.consultation for each row
  when (new.case_id is not null and old.case_id is distinct from new.case_id) execute function internal.part_lists_of_joined();

call internal.definer('internal.hidden_from(uuid, uuid)', 'yorube_definer');
call internal.definer('internal.part_lists(uuid, uuid)', 'yorube_definer');
call internal.definer('auth.part_lists_of_hidden()', 'yorube_definer');
call internal.definer('internal.part_lists_of_joined()', 'yorube_definer');

drop function auth.propose_disposal(uuid, uuid, text[], uuid[]);
-- Proposes what is due and held by nothing: 'done' with its lists, 'absent' (not my desk's) or 'changed' (something of it is not due
-- any more).
create function auth.propose_disposal(p_list uuid, p_desk uuid, p_kinds text[], p_records uuid[])
returns table (verdict text, lists uuid[])
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  many integer := cardinality(p_records);
  made uuid[] := '{}';
  put integer := 0;
  now_put integer;
  own uuid;
  g record;
begin
  perform pg_advisory_xact_lock(hashtextextended('disposal lists ' || s.tenant_id::text, 0));
  if s.id is null or not (p_desk = any (auth.my_desks_as(array['supervisor', 'manager']))) then
    return query select 'absent', made; return;
  end if;
  if many is null or many not between 1 and 100 or cardinality(p_kinds) <> many then return query select 'changed', made; return; end if;
  for g in
    select array_agg(n.kind) as kinds, array_agg(n.id) as ids, array_agg(r.compartment_id) as keys
    from unnest(p_kinds, p_records) as n (kind, id)
    cross join lateral internal.retention_state(s.tenant_id, n.kind, n.id) r
    where r.desk_id = p_desk and r.keep_until < internal.japan_today() and not r.is_held and not r.is_listed
      and (r.case_id is null or r.case_id <> all (auth.my_blocked_cases()))
    group by internal.hidden_from(s.tenant_id, r.case_id) order by internal.hidden_from(s.tenant_id, r.case_id)
  loop
    own := case when made = '{}' then p_list else gen_random_uuid() end;
    insert into public.disposal_list (tenant_id, id, desk_id, made_by) values (s.tenant_id, own, p_desk, s.user_id);
    insert into public.disposal_item (tenant_id, id, list_id, desk_id, kind, case_id, consultation_id, compartment_id)
    select s.tenant_id, gen_random_uuid(), own, p_desk, n.kind, case when n.kind = 'case' then n.id end,
      case when n.kind = 'consultation' then n.id end, n.key
    from unnest(g.kinds, g.ids, g.keys) as n (kind, id, key)
    on conflict do nothing;
    get diagnostics now_put = row_count;
    put := put + now_put;
    made := made || own;
  end loop;
  if put = many then return query select 'done', made; return; end if;
  -- All of it or nothing: what is proposed is what somebody saw.
  delete from public.disposal_item i where i.tenant_id = s.tenant_id and i.list_id = any (made);
  delete from public.disposal_list l where l.tenant_id = s.tenant_id and l.id = any (made);
  return query select 'changed', '{}'::uuid[];
end $$;
call internal.definer('auth.propose_disposal(uuid, uuid, text[], uuid[])', 'yorube_app');

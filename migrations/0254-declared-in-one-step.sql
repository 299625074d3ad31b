-- A declaration answers after 400 ms whether or not it met anything (docs/adr/0017). Each first call that it met was kept in a step of its own,
-- with notices of its own, and a hundred of them took longer: the clock said what nobody may learn. Now all of them are one step.

-- What stands on a list is asked by record.
create index disposal_item_case on disposal_item (tenant_id, case_id) where case_id is not null;
create index disposal_item_consultation on disposal_item (tenant_id, consultation_id) where consultation_id is not null;

-- As 0227, for many records at once. Where a list holds nothing else, the last of them stays on it.
create function internal.part_lists(p_tenant uuid, p_records uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare moving uuid[];
begin
  moving := array(
    select it.id from public.disposal_item it
    join public.disposal_list l on l.tenant_id = it.tenant_id and l.id = it.list_id and (l.state = 'proposed' or it.state <> 'shredded')
    where it.tenant_id = p_tenant and (it.case_id = any (p_records) or it.consultation_id = any (p_records))
    order by l.id, it.id for update of l, it);
  if moving = '{}' then return; end if;
  with parted as (
    select it.id, it.state, gen_random_uuid() as own, l.desk_id, l.made_by, l.made_at from public.disposal_item it
    join public.disposal_list l on l.tenant_id = it.tenant_id and l.id = it.list_id
    where it.tenant_id = p_tenant and it.id = any (moving) and exists (select from public.disposal_item other
      where other.tenant_id = it.tenant_id and other.list_id = it.list_id and (other.id > it.id or other.id <> all (moving)))),
  made as (
    insert into public.disposal_list (tenant_id, id, desk_id, state, made_by, made_at, ended_at)
    select p_tenant, p.own, p.desk_id, case when p.state = 'listed' then 'proposed' else 'withdrawn' end, p.made_by, p.made_at,
      case when p.state <> 'listed' then now() end
    from parted p)
  update public.disposal_item it set list_id = p.own from parted p where it.tenant_id = p_tenant and it.id = p.id;
end $$;
call internal.definer('internal.part_lists(uuid, uuid[])', 'yorube_definer');

create or replace function internal.part_lists(p_tenant uuid, p_record uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select internal.part_lists(p_tenant, array[p_record])
$$;

-- Lists of what is to be destroyed come before every row: before those that stand on them, as whoever proposes or carries one out takes them,
-- and before all others, for hiding one row leads to others. Whatever may hide, carry, lift or join begins with this, whether or not anything
-- follows from it: who took it only then would hold a row that somebody who has the lists already waits for.
create function internal.hold_lists(p_tenant uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended('disposal lists ' || p_tenant::text, 0))
$$;
call internal.definer('internal.hold_lists(uuid)', 'yorube_definer');

create function auth.hold_lists() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select internal.hold_lists(auth.my_tenant())
$$;
call internal.definer('auth.hold_lists()', 'yorube_app');

create function internal.hold_lists_of(p_tenant uuid, p_ids uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform internal.hold_lists(p_tenant);
  perform 1 from public.disposal_list l join public.disposal_item i on i.tenant_id = l.tenant_id and i.list_id = l.id
  where i.tenant_id = p_tenant and i.consultation_id = any (p_ids) and (l.state = 'proposed' or i.state <> 'shredded')
  order by l.id for update of l;
end $$;
call internal.definer('internal.hold_lists_of(uuid, uuid[])', 'yorube_definer');

-- Those of them that are no case's, held in one order.
create function internal.hold_first_calls(p_tenant uuid, p_ids uuid[]) returns uuid[]
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform internal.hold_lists_of(p_tenant, p_ids);
  return array(select x.id from public.consultation x
    where x.tenant_id = p_tenant and x.id = any (p_ids) and x.case_id is null order by x.id for update);
end $$;
call internal.definer('internal.hold_first_calls(uuid, uuid[])', 'yorube_definer');

create or replace function internal.hold_first_call(p_tenant uuid, p_id uuid) returns public.consultation
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  held uuid[] := internal.hold_first_calls(p_tenant, array[p_id]);
  c public.consultation;
begin
  select x.* into c from public.consultation x where x.tenant_id = p_tenant and x.id = any (held);
  return c;
end $$;

-- From now on each of these does not exist for the one beside it: in no drawer, on no list of what is to be destroyed. What a declaration
-- brought about is looked at by whoever leads the desk; what somebody said by hand is known already, and where it follows from a case the act
-- says so (null = the act of whoever said it is the line). Nobody whom it concerns hears of it.
create function internal.hide_consultations(p_tenant uuid, p_ids uuid[], p_users uuid[], p_act text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare people uuid[] := array(
  select c.person_id from public.consultation c where c.tenant_id = p_tenant and c.id = any (p_ids) and c.person_id is not null);
begin
  perform pg_advisory_xact_lock_shared(internal.drawers_lock(x.desk_id)) from (
    select distinct p.desk_id from public.person p where p.tenant_id = p_tenant and p.id = any (people) order by 1) x;
  insert into auth.search_stale (tenant_id, desk_id, drawer_id)
  select distinct s.tenant_id, s.desk_id, s.drawer_id from auth.search_place s
  where s.tenant_id = p_tenant and s.row_id = any (people) and s.drawer_id is not null;
  perform internal.part_lists(p_tenant, p_ids);
  insert into audit.event (tenant_id, action, object_type, object_id, purpose, result, count)
  select p_tenant, p_act, 'consultation', x.id, 'protection', 'ok', count(*) from unnest(p_ids) as x (id)
  where p_act is not null group by x.id order by x.id;
  perform internal.tell_of_kept(p_tenant, p_ids, p_users, p_act is not distinct from 'consultation.conflict-kept');
end $$;
call internal.definer('internal.hide_consultations(uuid, uuid[], uuid[], text)', 'yorube_definer');

-- Cases that declarations have met (0141), each beside who declared and what. What a lead has called a namesake is met again by another
-- declaration alone. A block by hand stands already, and does not say to first calls of its client what the match says.
create function internal.match_cases(p_tenant uuid, p_cases uuid[], p_users uuid[], p_kin uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare named uuid[];
begin
  with made as (
    insert into auth.conflict_match (tenant_id, case_id, user_id, kin_id)
    select distinct on (c.id, n.user_id) c.tenant_id, c.id, n.user_id, n.kin_id
    from unnest(p_cases, p_users, p_kin) as n (case_id, user_id, kin_id)
    join public.case_ c on c.tenant_id = p_tenant and c.id = n.case_id
    left join auth.conflict_match m on m.tenant_id = c.tenant_id and m.case_id = c.id and m.user_id = n.user_id
    order by c.id, n.user_id, m.kin_id is not distinct from n.kin_id, n.kin_id
    on conflict (tenant_id, case_id, user_id) do update
      set state = 'blocked', kin_id = excluded.kin_id, made_at = now(), decided_by = null, decided_at = null
      where conflict_match.state = 'namesake' and conflict_match.kin_id <> excluded.kin_id
    returning case_id, user_id)
  select array_agg(distinct b.case_id) into named from made
  join auth.case_block b on b.tenant_id = p_tenant and b.case_id = made.case_id and b.user_id = made.user_id and b.origin = 'named';
  if named is not null then perform internal.carry_blocks_of(p_tenant, named); end if;
end $$;
call internal.definer('internal.match_cases(uuid, uuid[], uuid[], uuid[])', 'yorube_definer');

-- First calls, each beside who declared and what. Those declarations that a lead has found to mean somebody else stay without effect. What has
-- become part of a case is that case.
create function internal.keep_from(p_tenant uuid, p_ids uuid[], p_users uuid[], p_kin uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  held uuid[];
  joined uuid[];
  hidden uuid[];
  whom uuid[];
  kin uuid[];
begin
  if cardinality(p_ids) = 0 then return; end if;
  held := internal.hold_first_calls(p_tenant, p_ids);
  select array_agg(c.case_id), array_agg(x.user_id), array_agg(x.kin_id) into joined, whom, kin
  from unnest(p_ids, p_users, p_kin) as x (id, user_id, kin_id)
  join public.consultation c on c.tenant_id = p_tenant and c.id = x.id and c.case_id is not null;
  if joined is not null then perform internal.match_cases(p_tenant, joined, whom, kin); end if;
  select array_agg(n.id), array_agg(n.user_id) into hidden, whom from (
    select distinct c.id, x.user_id from unnest(p_ids, p_users, p_kin) as x (id, user_id, kin_id)
    join public.consultation c on c.tenant_id = p_tenant and c.id = x.id
    where c.id = any (held) and x.kin_id <> all (c.kept_kin || c.let_in) and x.user_id <> all (c.kept_from || c.kept_out)) n;
  update public.consultation c set kept_from = c.kept_from || n.users, kept_kin = c.kept_kin || n.kin from (
    select k.id, array_agg(x.user_id order by x.kin_id) as users, array_agg(x.kin_id order by x.kin_id) as kin
    from (select distinct u.id, u.user_id, u.kin_id from unnest(p_ids, p_users, p_kin) as u (id, user_id, kin_id)) x
    join public.consultation k on k.tenant_id = p_tenant and k.id = x.id
    where k.id = any (held) and x.kin_id <> all (k.kept_kin || k.let_in) group by k.id) n
  where c.tenant_id = p_tenant and c.id = n.id;
  if hidden is not null then perform internal.hide_consultations(p_tenant, hidden, whom, 'consultation.conflict-kept'); end if;
end $$;
call internal.definer('internal.keep_from(uuid, uuid[], uuid[], uuid[])', 'yorube_definer');

-- By hand, each call beside whom it is kept from; whoever was kept out already stays so. The act as in `internal.hide_consultations`.
create function internal.keep_out(p_tenant uuid, p_ids uuid[], p_users uuid[], p_act text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  held uuid[] := internal.hold_first_calls(p_tenant, p_ids);
  hidden uuid[];
  whom uuid[];
begin
  select array_agg(n.id), array_agg(n.user_id) into hidden, whom from (
    select distinct c.id, x.user_id from unnest(p_ids, p_users) as x (id, user_id)
    join public.consultation c on c.tenant_id = p_tenant and c.id = x.id
    where c.id = any (held) and x.user_id <> all (c.kept_from || c.kept_out)) n;
  update public.consultation c set kept_out = c.kept_out || n.users from (
    select k.id, array_agg(distinct x.user_id) as users from unnest(p_ids, p_users) as x (id, user_id)
    join public.consultation k on k.tenant_id = p_tenant and k.id = x.id
    where k.id = any (held) and x.user_id <> all (k.kept_out) group by k.id) n
  where c.tenant_id = p_tenant and c.id = n.id;
  if hidden is not null then perform internal.hide_consultations(p_tenant, hidden, whom, p_act); end if;
end $$;
call internal.definer('internal.keep_out(uuid, uuid[], uuid[], text)', 'yorube_definer');

-- What a block of a case says is true of first calls of its client as well, where there are any (0246); each case for itself, for others may be
-- hidden from others.
create function internal.carry_blocks_of(p_tenant uuid, p_cases uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  cases uuid[];
  calls uuid[];
begin
  if not exists (select from auth.case_block b where b.tenant_id = p_tenant and b.case_id = any (p_cases)) then return; end if;
  perform internal.hold_lists(p_tenant);
  with recursive same (case_id, id) as (
    select p.case_id, p.id from public.person p where p.tenant_id = p_tenant and p.case_id = any (p_cases) and p.part = 'client'
    union
    select x.case_id, n.id from same x cross join lateral (
      select s.other_id as id from public.same_person s where s.tenant_id = p_tenant and s.person_id = x.id and s.unsaid_at is null
      union all
      select s.person_id from public.same_person s where s.tenant_id = p_tenant and s.other_id = x.id and s.unsaid_at is null) n)
  select array_agg(x.case_id), array_agg(c.id) into cases, calls
  from same x join public.consultation c on c.tenant_id = p_tenant and c.person_id = x.id and c.case_id is null;
  if calls is null then return; end if;
  perform internal.keep_from(p_tenant, array_agg(n.id), array_agg(m.user_id), array_agg(m.kin_id))
  from unnest(cases, calls) as n (case_id, id)
  join auth.case_block b on b.tenant_id = p_tenant and b.case_id = n.case_id
  join auth.conflict_match m on m.tenant_id = b.tenant_id and m.case_id = b.case_id and m.user_id = b.user_id and m.state = 'blocked'
  having count(*) > 0;
  perform internal.keep_out(p_tenant, array_agg(n.id), array_agg(b.user_id), 'consultation.block-carried')
  from unnest(cases, calls) as n (case_id, id)
  join auth.case_block b on b.tenant_id = p_tenant and b.case_id = n.case_id and b.origin = 'named'
  having count(*) > 0;
end $$;
call internal.definer('internal.carry_blocks_of(uuid, uuid[])', 'yorube_definer');

create or replace function internal.carry_block() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform internal.carry_blocks_of(new.tenant_id, array[new.case_id]);
  return null;
end $$;

create or replace function internal.carry_to_same() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from auth.case_block b where b.tenant_id = new.tenant_id) then return null; end if;
  perform internal.carry_blocks_of(new.tenant_id, array(
    select p.case_id from public.person p where p.tenant_id = new.tenant_id and p.case_id is not null and p.part = 'client'
      and p.id = any (internal.same_people(new.tenant_id, array[new.person_id, new.other_id]))));
  return null;
end $$;
drop function internal.carry_blocks(uuid, uuid[], uuid[]);

-- An opposing party was written down in a case: for herself, or in a case of her desk.
create or replace function auth.note_conflict(p_case uuid, p_user uuid, p_kin uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid := auth.my_tenant();
begin
  if not exists (select from auth.kin k where k.tenant_id = tenant and k.id = p_kin and k.user_id = p_user) then return; end if;
  if p_user = auth.my_user() or exists (
    select from public.case_ c where c.tenant_id = tenant and c.id = p_case and c.desk_id = any (auth.my_desks())) then
    perform internal.match_cases(tenant, array[p_case], array[p_user], array[p_kin]);
  end if;
end $$;

-- She declared: first calls and cases that name whom she means.
create function auth.note_declared(p_kin uuid, p_records uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  who uuid[] := array_fill(s.user_id, array[cardinality(p_records)]);
  kin uuid[] := array_fill(p_kin, array[cardinality(p_records)]);
begin
  if not exists (select from auth.kin k where k.tenant_id = s.tenant_id and k.id = p_kin and k.user_id = s.user_id) then return; end if;
  perform internal.hold_lists(s.tenant_id);
  perform internal.keep_from(s.tenant_id, p_records, who, kin);
  perform internal.match_cases(s.tenant_id, p_records, who, kin);
end $$;
call internal.definer('auth.note_declared(uuid, uuid[])', 'yorube_app');

-- Whoever puts it into a case, or corrects it, may meet a declaration, and what is said of the case then parts lists.
create or replace function auth.hold_consultation(p_id uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  c public.consultation;
begin
  perform internal.hold_lists_of(tenant, array[p_id]);
  select x.* into c from public.consultation x
  where x.tenant_id = tenant and x.id = p_id and x.desk_id = any (auth.my_desks())
    and (x.case_id is null or x.case_id <> all (auth.my_blocked_cases())) and x.id <> all (auth.my_kept_consultations()) for update;
  if c.id is null then return null; end if;
  return exists (select from public.retention_hold h where h.tenant_id = c.tenant_id and h.compartment_id = c.compartment_id)
    or exists (select from public.disposal_item i where i.tenant_id = c.tenant_id and i.compartment_id = c.compartment_id);
end $$;

-- Whoever did so for one of them.
do $$
declare
  f record;
  was text;
begin
  for f in select * from (values
    ('auth.watch_names(uuid, uuid, jsonb)', 'internal.keep_from(p_tenant, p_id,',
      'internal.keep_from(p_tenant, array_fill(p_id, array[coalesce(cardinality(kin), 0)]),'),
    ('auth.keep_out(uuid, uuid)', 'internal.keep_out(s.tenant_id, p_id,', 'internal.keep_out(s.tenant_id, array[p_id],'),
    ('internal.blocks_of_joined()', 'internal.match_case(new.tenant_id, new.case_id,',
      'internal.match_cases(new.tenant_id, array_fill(new.case_id, array[cardinality(new.kept_from)]),')
  ) as x (signature, one, many) loop
    was := pg_get_functiondef(f.signature::regprocedure);
    if position(f.one in was) = 0 then raise exception '% has changed', f.signature; end if;
    execute replace(was, f.one, f.many);
  end loop;
end $$;
drop function internal.keep_from(uuid, uuid, uuid[], uuid[]);
drop function internal.keep_out(uuid, uuid, uuid[], text);
drop function internal.hide_consultation(uuid, uuid, uuid[], text);
drop function internal.hold_lists_of(uuid, uuid);
drop function internal.match_case(uuid, uuid, uuid[], uuid[]);

-- First calls at these desks, as far as she may say so there, that are kept from somebody else: for whoever was told of many. Of what is kept
-- from herself she learns nothing.
create function auth.kept_from_others(p_desks uuid[]) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s auth.session := auth.live_session();
  desks uuid[] := auth.my_desks_as(array['counselor', 'supervisor', 'manager']);
  hidden uuid[] := auth.kept_consultations_of(s);
begin
  return query select c.id from public.consultation c
    where c.tenant_id = s.tenant_id and c.case_id is null and (c.kept_from <> '{}' or c.kept_out <> '{}')
      and c.desk_id = any (p_desks) and c.desk_id = any (desks) and c.id <> all (hidden)
      and exists (select from unnest(c.kept_from || c.kept_out) u where u <> s.user_id);
end $$;
call internal.definer('auth.kept_from_others(uuid[])', 'yorube_app');

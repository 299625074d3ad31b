-- Blocks of cases and what a first call is kept from (0244) say the same of one woman, so the one follows from the other; and whoever may
-- keep a colleague out of a case may do so before there is one.

-- Named by hand, also where a match keeps her out already (0148): whoever finds that the match is a namesake lifts that alone. Her work on the
-- case becomes the desk's.
create function internal.name_in_case(p_tenant uuid, p_case uuid, p_user uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into auth.case_block (tenant_id, case_id, user_id, created_by) values (p_tenant, p_case, p_user, auth.my_user())
  on conflict (tenant_id, case_id, user_id) do update
    set origin = 'named', created_by = excluded.created_by, created_at = now() where case_block.origin = 'conflict';
  if not found then return; end if;
  update public.case_ c set assignee_id = null where c.tenant_id = p_tenant and c.id = p_case and c.assignee_id = p_user;
  insert into public.case_event (tenant_id, id, case_id, desk_id, compartment_id, kind, actor_id, object_id)
  select c.tenant_id, gen_random_uuid(), c.id, c.desk_id, c.compartment_id, 'blocked', auth.my_user(), p_user
  from public.case_ c where c.tenant_id = p_tenant and c.id = p_case;
  insert into audit.event (tenant_id, action, object_type, object_id, case_id, purpose, result)
  values (p_tenant, 'case.block-carried', 'account', p_user, p_case, 'protection', 'ok');
end $$;
call internal.definer('internal.name_in_case(uuid, uuid, uuid)', 'yorube_definer');

-- It becomes part of a case: whom it was kept from is blocked there with the commit, by the declaration that it met or by the name that
-- somebody gave. Somebody who leads looks at it there as at any other match.
create function internal.blocks_of_joined() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform internal.match_case(new.tenant_id, new.case_id, new.kept_from, new.kept_kin);
  perform internal.name_in_case(new.tenant_id, new.case_id, u) from unnest(new.kept_out) u;
  -- What was said of it is said of the case from now on.
  delete from public.notice n where n.tenant_id = new.tenant_id and n.object_type = 'consultation-kept' and n.object_id = new.id;
  return null;
end $$;
call internal.definer('internal.blocks_of_joined()', 'yorube_definer');
create trigger blocks_of_joined after update of case_id on consultation for each row
  when (new.case_id is not null and old.case_id is null and (new.kept_from <> '{}' or new.kept_out <> '{}'))
  execute function internal.blocks_of_joined();

-- By hand; whoever was kept out already stays so. The act as in `internal.hide_consultation`.
create function internal.keep_out(p_tenant uuid, p_id uuid, p_users uuid[], p_act text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.consultation := internal.hold_first_call(p_tenant, p_id);
  users uuid[] := array(select distinct u from unnest(p_users) u where u <> all (c.kept_out));
begin
  if c.id is null or users = '{}' then return; end if;
  update public.consultation x set kept_out = x.kept_out || users where x.tenant_id = p_tenant and x.id = p_id;
  users := array(select u from unnest(users) u where u <> all (c.kept_from));
  if users <> '{}' then perform internal.hide_consultation(p_tenant, p_id, users, p_act); end if;
end $$;
call internal.definer('internal.keep_out(uuid, uuid, uuid[], text)', 'yorube_definer');

-- Everybody of whom somebody has said, as far as it goes, that she is one of these: link by link, and no link of anybody else is read.
create function internal.same_people(p_tenant uuid, p_people uuid[]) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive same (id) as (
    select unnest(p_people)
    union
    select n.id from same x cross join lateral (
      select s.other_id as id from public.same_person s where s.tenant_id = p_tenant and s.person_id = x.id and s.unsaid_at is null
      union all
      select s.person_id from public.same_person s where s.tenant_id = p_tenant and s.other_id = x.id and s.unsaid_at is null) n)
  select array(select x.id from same x)
$$;
call internal.definer('internal.same_people(uuid, uuid[])', 'yorube_definer');

-- What a block of a case says is true of them as well: by the declarations that the case was met by, by what was said by hand, or by both. A
-- block parts lists, which come first.
create function internal.carry_blocks(p_tenant uuid, p_cases uuid[], p_people uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare one uuid;
begin
  if not exists (select from auth.case_block b where b.tenant_id = p_tenant and b.case_id = any (p_cases)) then return; end if;
  perform pg_advisory_xact_lock(hashtextextended('disposal lists ' || p_tenant::text, 0));
  for one in select c.id from public.consultation c
    where c.tenant_id = p_tenant and c.person_id = any (p_people) and c.case_id is null order by c.id
  loop
    perform internal.keep_from(p_tenant, one, array_agg(m.user_id), array_agg(m.kin_id))
    from auth.case_block b join auth.conflict_match m on m.tenant_id = b.tenant_id and m.case_id = b.case_id and m.user_id = b.user_id
    where b.tenant_id = p_tenant and b.case_id = any (p_cases) and m.state = 'blocked'
    having count(*) > 0;
    perform internal.keep_out(p_tenant, one, array_agg(b.user_id), 'consultation.block-carried') from auth.case_block b
    where b.tenant_id = p_tenant and b.case_id = any (p_cases) and b.origin = 'named' having count(*) > 0;
  end loop;
end $$;
call internal.definer('internal.carry_blocks(uuid, uuid[], uuid[])', 'yorube_definer');

create function internal.carry_block() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform internal.carry_blocks(new.tenant_id, array[new.case_id], internal.same_people(new.tenant_id,
    array(select p.id from public.person p where p.tenant_id = new.tenant_id and p.case_id = new.case_id and p.part = 'client')));
  return null;
end $$;
call internal.definer('internal.carry_block()', 'yorube_definer');
create trigger carry_block after insert or update of origin on auth.case_block for each row execute function internal.carry_block();
-- A declaration that meets a case from which she was kept by hand already makes no block of its own. After the match has closed the case.
create constraint trigger carry_match after insert or update on auth.conflict_match deferrable initially deferred
  for each row when (new.state = 'blocked') execute function internal.carry_block();

-- Said to be the same only now. With the commit: she who says so finishes her act.
create function internal.carry_to_same() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare people uuid[];
begin
  if not exists (select from auth.case_block b where b.tenant_id = new.tenant_id) then return null; end if;
  people := internal.same_people(new.tenant_id, array[new.person_id, new.other_id]);
  perform internal.carry_blocks(new.tenant_id, array(select p.case_id from public.person p
    where p.tenant_id = new.tenant_id and p.id = any (people) and p.case_id is not null and p.part = 'client'), people);
  return null;
end $$;
call internal.definer('internal.carry_to_same()', 'yorube_definer');
create constraint trigger carry_to_same after insert on same_person deferrable initially deferred
  for each row when (new.unsaid_at is null) execute function internal.carry_to_same();

-- Whom it is kept from, for whoever may say so; herself is never among them.
create function auth.kept_from_of(p_id uuid) returns table (user_id uuid, is_by_match boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  c public.consultation;
begin
  select x.* into c from public.consultation x
  where x.tenant_id = s.tenant_id and x.id = p_id and x.case_id is null and x.id <> all (auth.kept_consultations_of(s))
    and x.desk_id = any (auth.my_desks_as(array['counselor', 'supervisor', 'manager']));
  return query select u, u <> all (c.kept_out) from (select distinct unnest(c.kept_from || c.kept_out) as u) n where u <> s.user_id order by u;
end $$;
call internal.definer('auth.kept_from_of(uuid)', 'yorube_app');

-- 'done', 'absent' (not hers to say), or 'already'.
create function auth.keep_out(p_id uuid, p_user uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  c public.consultation;
begin
  select x.* into c from public.consultation x
  where x.tenant_id = s.tenant_id and x.id = p_id and x.case_id is null and x.id <> all (auth.kept_consultations_of(s))
    and x.desk_id = any (auth.my_desks_as(array['counselor', 'supervisor', 'manager']));
  if c.id is null or p_user = s.user_id
    or not exists (select from auth.staff_user u where u.tenant_id = s.tenant_id and u.id = p_user) then return 'absent'; end if;
  if p_user = any (c.kept_out) then return 'already'; end if;
  perform internal.keep_out(s.tenant_id, p_id, array[p_user], null);
  return 'done';
end $$;
call internal.definer('auth.keep_out(uuid, uuid)', 'yorube_app');

-- What was named by hand, by whoever may name. What a declaration has met stays until somebody who leads, whom it does not concern, and who
-- has just shown who she is, finds that it is another person of that name; these declarations then keep it from her no more.
create function auth.let_in(p_id uuid, p_user uuid, p_is_namesake boolean) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  c public.consultation;
begin
  if s.id is null or p_user = s.user_id then return false; end if;
  if p_is_namesake and (s.step_up_until is null or s.step_up_until < now()) then return false; end if;
  if not exists (select from public.consultation x
    where x.tenant_id = s.tenant_id and x.id = p_id and x.id <> all (auth.kept_consultations_of(s)) and x.desk_id = any (auth.my_desks_as(
      case when p_is_namesake then array['supervisor', 'manager'] else array['counselor', 'supervisor', 'manager'] end))) then return false; end if;
  c := internal.hold_first_call(s.tenant_id, p_id);
  if c.id is null then return false; end if;
  if p_is_namesake then
    if p_user <> all (c.kept_from) then return false; end if;
    update public.consultation x set
      let_in = x.let_in || array(select n.kin from unnest(c.kept_from, c.kept_kin) as n (who, kin) where n.who = p_user),
      kept_kin = array(select n.kin from unnest(c.kept_from, c.kept_kin) with ordinality as n (who, kin, place) where n.who <> p_user order by n.place),
      kept_from = array_remove(x.kept_from, p_user)
    where x.tenant_id = s.tenant_id and x.id = p_id;
  else
    if p_user <> all (c.kept_out) then return false; end if;
    update public.consultation x set kept_out = array_remove(x.kept_out, p_user) where x.tenant_id = s.tenant_id and x.id = p_id;
  end if;
  perform internal.part_lists(s.tenant_id, p_id);
  return true;
end $$;
call internal.definer('auth.let_in(uuid, uuid, boolean)', 'yorube_app');

-- Whom a consultation is kept from counts as the blocks of a case do: her budget covers what is read of a record, not its content alone.
do $$
declare
  listed text := pg_get_functiondef('auth.counted_as(text)'::regprocedure);
  counted text := replace(listed, '''consultation.open'',', '''consultation.list-kept-from'', ''consultation.open'',');
begin
  if counted = listed then raise exception 'what is counted has changed'; end if;
  execute counted;
end $$;

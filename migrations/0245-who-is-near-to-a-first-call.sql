-- Whom a consultation that is no case yet is kept from (0244): found out when it is written down or corrected, and when somebody declares
-- herself near to one of those it names. The tokens are those of cases (0141); their pointers say which consultation it is.

-- From now on it does not exist for them: in no drawer, on no list of what is to be destroyed. What a declaration brought about is looked at
-- by whoever leads the desk; what somebody said by hand is known already, and where it follows from a case the act says so (null = the act of
-- whoever said it is the line). Nobody whom it concerns hears of it.
create function internal.hide_consultation(p_tenant uuid, p_id uuid, p_users uuid[], p_act text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.consultation;
  hidden uuid[];
  told integer;
begin
  select x.* into c from public.consultation x where x.tenant_id = p_tenant and x.id = p_id;
  hidden := c.kept_from || c.kept_out;
  perform pg_advisory_xact_lock_shared(internal.drawers_lock(p.desk_id)) from public.person p where p.tenant_id = p_tenant and p.id = c.person_id;
  insert into auth.search_stale (tenant_id, desk_id, drawer_id)
  select s.tenant_id, s.desk_id, s.drawer_id from auth.search_place s
  where s.tenant_id = p_tenant and s.row_id = c.person_id and s.drawer_id is not null;
  perform internal.part_lists(p_tenant, p_id);
  if p_act is not null then
    insert into audit.event (tenant_id, action, object_type, object_id, purpose, result, count)
    values (p_tenant, p_act, 'consultation', p_id, 'protection', 'ok', cardinality(p_users));
  end if;
  if p_act = 'consultation.conflict-kept' then
    insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id, compartment_id)
    select p_tenant, gen_random_uuid(), l.user_id, 'consultation.conflict', 'consultation-kept', p_id, c.compartment_id
    from auth.leads_without_block(p_tenant, c.desk_id, null, array['supervisor', 'manager']) as l (user_id)
    where l.user_id <> all (hidden);
    get diagnostics told = row_count;
    if told > 0 then return; end if;
    -- Nobody who leads is left whom it does not concern: each of the others hears of it.
    insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id, compartment_id)
    select p_tenant, gen_random_uuid(), l.user_id, 'consultation.conflict', 'consultation-kept', p_id, c.compartment_id
    from auth.leads_without_block(p_tenant, c.desk_id, null, null) as l (user_id)
    where l.user_id <> all (hidden);
  end if;
  -- Where nobody is left at all, administrators; only by whoever sits there, for somebody of another desk was never among them (0243).
  if exists (select from auth.membership m where m.tenant_id = p_tenant and m.desk_id = c.desk_id and m.user_id = any (p_users))
    and not exists (select from auth.leads_without_block(p_tenant, c.desk_id, null, null) as l (user_id) where l.user_id <> all (hidden)) then
    insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
    select p_tenant, gen_random_uuid(), r.user_id, 'desk.nobody-left', 'desk', c.desk_id
    from auth.role_assignment r where r.tenant_id = p_tenant and r.role = 'tenant_admin' and r.user_id <> all (hidden);
  end if;
end $$;
call internal.definer('internal.hide_consultation(uuid, uuid, uuid[], text)', 'yorube_definer');

-- Lists of what is to be destroyed come before what stands on them, as whoever proposes or carries one out takes them.
create function internal.hold_lists_of(p_tenant uuid, p_id uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.disposal_item i where i.tenant_id = p_tenant and i.consultation_id = p_id) then return; end if;
  perform pg_advisory_xact_lock(hashtextextended('disposal lists ' || p_tenant::text, 0));
  perform 1 from public.disposal_list l join public.disposal_item i on i.tenant_id = l.tenant_id and i.list_id = l.id
  where i.tenant_id = p_tenant and i.consultation_id = p_id and (l.state = 'proposed' or i.state <> 'shredded') order by l.id for update of l;
end $$;
call internal.definer('internal.hold_lists_of(uuid, uuid)', 'yorube_definer');

-- The consultation, held. Null once it is a case's.
create function internal.hold_first_call(p_tenant uuid, p_id uuid) returns public.consultation
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c public.consultation;
begin
  perform internal.hold_lists_of(p_tenant, p_id);
  select x.* into c from public.consultation x where x.tenant_id = p_tenant and x.id = p_id and x.case_id is null for update;
  return c;
end $$;
call internal.definer('internal.hold_first_call(uuid, uuid)', 'yorube_definer');

-- A case that declarations have met (0141).
create function internal.match_case(p_tenant uuid, p_case uuid, p_users uuid[], p_kin uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare n record;
begin
  for n in select x.user_id, x.kin_id from unnest(p_users, p_kin) as x (user_id, kin_id) order by 1, 2 loop
    insert into auth.conflict_match (tenant_id, case_id, user_id, kin_id)
    select c.tenant_id, c.id, n.user_id, n.kin_id from public.case_ c where c.tenant_id = p_tenant and c.id = p_case
    on conflict (tenant_id, case_id, user_id) do update
      set state = 'blocked', kin_id = excluded.kin_id, made_at = now(), decided_by = null, decided_at = null
      where conflict_match.state = 'namesake' and conflict_match.kin_id <> excluded.kin_id;
  end loop;
end $$;
call internal.definer('internal.match_case(uuid, uuid, uuid[], uuid[])', 'yorube_definer');

-- Declarations that it was met by. Those that a lead has found to mean somebody else stay without effect. What has become part of a case is
-- that case.
create function internal.keep_from(p_tenant uuid, p_id uuid, p_users uuid[], p_kin uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.consultation;
  users uuid[];
  kin uuid[];
begin
  if cardinality(p_kin) = 0 then return; end if;
  c := internal.hold_first_call(p_tenant, p_id);
  if c.id is null then
    perform internal.match_case(p_tenant,
      (select x.case_id from public.consultation x where x.tenant_id = p_tenant and x.id = p_id), p_users, p_kin);
    return;
  end if;
  select array_agg(n.user_id order by n.kin_id), array_agg(n.kin_id order by n.kin_id) into users, kin
  from (select distinct x.user_id, x.kin_id from unnest(p_users, p_kin) as x (user_id, kin_id)) n
  where n.kin_id <> all (c.kept_kin || c.let_in);
  if kin is null then return; end if;
  update public.consultation x set kept_from = x.kept_from || users, kept_kin = x.kept_kin || kin
  where x.tenant_id = p_tenant and x.id = p_id;
  users := array(select distinct u from unnest(users) u where u <> all (c.kept_from || c.kept_out));
  if users <> '{}' then perform internal.hide_consultation(p_tenant, p_id, users, 'consultation.conflict-kept'); end if;
end $$;
call internal.definer('internal.keep_from(uuid, uuid, uuid[], uuid[])', 'yorube_definer');

-- Whom the sheet names: tokens in place of those there were, and the other side asked. Two who write the same person down on the two sides at
-- the same moment wait for each other, by the locks and in their order (src/modules/conflicts/tokens.ts).
create function auth.watch_names(p_tenant uuid, p_id uuid, p_names jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  named bytea := decode(p_names ->> 'party', 'hex');
  users uuid[];
  kin uuid[];
begin
  perform pg_advisory_xact_lock(l.name::bigint) from jsonb_array_elements_text(p_names -> 'locks') as l (name);
  delete from auth.opposing_token t where t.tenant_id = p_tenant and t.party = named;
  insert into auth.opposing_token (tenant_id, id, party, use, token, pointer)
  select p_tenant, t.id, named, t.use, decode(t.opposing, 'hex'), decode(t.pointer, 'hex')
  from jsonb_to_recordset(p_names -> 'traits') as t (id uuid, use text, opposing text, pointer text);
  -- The sheet knows no birth date that both could differ in: the name alone is enough (src/modules/conflicts/traits.ts).
  select array_agg(k.user_id), array_agg(k.id) into users, kin from auth.kin k
  where k.tenant_id = p_tenant and k.id in (
    select t.kin_id from auth.kin_token t where t.tenant_id = p_tenant
      and t.token in (select decode(n.staff, 'hex') from jsonb_to_recordset(p_names -> 'traits') as n (staff text)));
  perform internal.keep_from(p_tenant, p_id, coalesce(users, '{}'), coalesce(kin, '{}'));
end $$;
call internal.definer('auth.watch_names(uuid, uuid, jsonb)', 'yorube_definer, yorube_hot');

-- For whoever writes at the desk; the last step of her act.
create function auth.watch_consultation(p_id uuid, p_names jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  if not exists (select from public.consultation c where c.tenant_id = s.tenant_id and c.id = p_id and c.desk_id = any (auth.my_desks())
    and c.id <> all (auth.kept_consultations_of(s)) and (c.case_id is null or c.case_id <> all (auth.blocked_cases_of(s)))) then return; end if;
  perform auth.watch_names(s.tenant_id, p_id, p_names);
end $$;
call internal.definer('auth.watch_consultation(uuid, jsonb)', 'yorube_app');

-- Every sheet that names somebody is a party now, so they are read page by page, in the order of their names: the first from an empty one.
drop function auth.find_opposing(bytea[]);
create function auth.find_opposing(p_tokens bytea[], p_after bytea)
returns table (party bytea, ids uuid[], pointers bytea[], uses text[], has_birth_date boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.party, array_agg(t.id order by t.id), array_agg(t.pointer order by t.id), array_agg(distinct t.use),
    exists (select from auth.opposing_token b where b.tenant_id = t.tenant_id and b.party = t.party and b.use = 'name-and-birth-date')
  from auth.opposing_token t
  where t.tenant_id = auth.my_tenant() and t.token = any (p_tokens) and t.party > p_after
  group by t.tenant_id, t.party order by t.party limit 200
$$;
call internal.definer('auth.find_opposing(bytea[], bytea)', 'yorube_app');

-- A pointer names a case or a consultation. For herself (she declared), or on a case of her desk.
create or replace function auth.note_conflict(p_case uuid, p_user uuid, p_kin uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid := auth.my_tenant();
begin
  if not exists (select from auth.kin k where k.tenant_id = tenant and k.id = p_kin and k.user_id = p_user) then return; end if;
  if p_user = auth.my_user() then perform internal.keep_from(tenant, p_case, array[p_user], array[p_kin]); end if;
  if p_user = auth.my_user() or exists (
    select from public.case_ c where c.tenant_id = tenant and c.id = p_case and c.desk_id = any (auth.my_desks())) then
    perform internal.match_case(tenant, p_case, array[p_user], array[p_kin]);
  end if;
end $$;

-- A consultation that is destroyed takes its marks along, and so does the case it is part of.
create or replace function internal.parties_of(p_tenant uuid, p_kind text, p_id uuid) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array['safety of ' || p_id::text] || array(
    select p.id::text from public.person p where p.tenant_id = p_tenant and p_kind = 'case' and p.case_id = p_id)
    || array(select 'sheet of ' || c.id::text from public.consultation c where c.tenant_id = p_tenant
      and case p_kind when 'case' then c.case_id = p_id else c.id = p_id and c.case_id is null end order by c.id)
$$;

-- How long it is kept, and what is to be destroyed (0150, 0207, 0220): to whom it does not exist, neither does its end nor its list.
create or replace function auth.record_retention(p_kind text, p_id uuid)
returns table (desk_id uuid, compartment_id uuid, keep_until date, is_held boolean, is_listed boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.desk_id, s.compartment_id,
    -- Without an end while its clock does not run.
    case when k.until is null or s.keep_until is null then s.keep_until else greatest(s.keep_until, k.until) end,
    s.is_held and k.until is null, s.is_listed and k.until is null
  from internal.retention_state((select auth.my_tenant()), p_kind, p_id) s
  left join internal.kept_apart((select auth.my_tenant()), (select auth.my_user())) k on k.case_id = s.case_id
  where s.desk_id = any ((select auth.my_desks_as(array['counselor', 'supervisor', 'manager']))::uuid[])
    and (s.case_id is null or s.case_id <> all ((select auth.my_blocked_cases())::uuid[]))
    and p_id <> all ((select auth.my_kept_consultations())::uuid[])
$$;

create or replace function auth.due_records(p_desk uuid, p_most integer)
returns table (kind text, id uuid, keep_until date, is_held boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with near as (
    select 'case' as kind, c.id from public.case_ c
    where c.tenant_id = (select auth.my_tenant()) and c.desk_id = p_desk and c.status = 'closed'
      and coalesce(c.retain_until, c.closed_on) < internal.japan_today() and c.id <> all ((select auth.my_blocked_cases())::uuid[])
      and c.id not in (select k.case_id from internal.kept_apart((select auth.my_tenant()), (select auth.my_user())) k)
    union all
    select 'consultation', c.id from public.consultation c
    where c.tenant_id = (select auth.my_tenant()) and c.desk_id = p_desk and c.case_id is null
      and c.day < internal.japan_today() - interval '1 year' and c.id <> all ((select auth.my_kept_consultations())::uuid[]))
  select n.kind, n.id, s.keep_until, s.is_held
  from near n cross join lateral internal.retention_state((select auth.my_tenant()), n.kind, n.id) s
  where p_desk = any ((select auth.my_desks_as(array['supervisor', 'manager']))::uuid[])
    and s.keep_until < internal.japan_today() and not s.is_listed
  order by s.keep_until, n.id limit least(p_most, 201)
$$;

create or replace function auth.my_blocked_lists() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select i.list_id from public.disposal_item i
    left join public.consultation c on c.tenant_id = i.tenant_id and c.id = i.consultation_id
    where i.tenant_id = (select auth.my_tenant())
      and (coalesce(i.case_id, c.case_id) = any ((select auth.my_blocked_cases())::uuid[])
        or i.consultation_id = any ((select auth.my_kept_consultations())::uuid[])
        or (i.state = 'listed' and i.case_id in (
          select k.case_id from internal.kept_apart((select auth.my_tenant()), (select auth.my_user())) k))))
$$;

create or replace function internal.hidden_from(p_tenant uuid, p_case uuid) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select b.user_id from auth.case_block b where b.tenant_id = p_tenant and b.case_id = p_case
    -- Or a consultation that is none.
    union select unnest(c.kept_from || c.kept_out) from public.consultation c where c.tenant_id = p_tenant and c.id = p_case and c.case_id is null
    order by 1)
$$;

create or replace function auth.may_act(p_tenant uuid, p_user uuid, p_act text, p_fields text, p_decides boolean) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case p_act
    when 'duty.appoint' then auth.holds_role(p_tenant, p_user, auth.act_role(p_act))
    when 'disposal.shred' then exists (
      select from public.disposal_list l
      where l.tenant_id = p_tenant and l.id::text = substring(p_fields from 'list_id=([0-9a-f-]{36})$') and l.state = 'proposed'
        and p_user in (select auth.leads_without_block(p_tenant, l.desk_id, null,
          case when p_decides then array['manager'] else array['supervisor', 'manager'] end))
        -- Whom one of them must not be known to decides about none of them.
        and not exists (select from public.disposal_item i
          left join public.consultation c on c.tenant_id = i.tenant_id and c.id = i.consultation_id
          where i.tenant_id = p_tenant and i.list_id = l.id
            and p_user = any (internal.hidden_from(p_tenant, coalesce(i.case_id, c.case_id, i.consultation_id))))
        and not exists (select from public.disposal_item i join internal.kept_apart(p_tenant, p_user) k on k.case_id = i.case_id
          where i.tenant_id = p_tenant and i.list_id = l.id and i.state = 'listed'))
    -- The rules are the whole body's: any manager asks, any other decides, and all of them hear of it.
    when 'retention.set-rules' then exists (
      select from auth.desk d where d.tenant_id = p_tenant and d.kind = 'hub'
        and p_user in (select auth.leads_without_block(p_tenant, d.id, null, array['manager'])))
    else false end
$$;

create or replace function auth.propose_disposal(p_list uuid, p_desk uuid, p_kinds text[], p_records uuid[])
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
      and (r.case_id is null or r.case_id <> all (auth.my_blocked_cases())) and n.id <> all (auth.kept_consultations_of(s))
    group by internal.hidden_from(s.tenant_id, n.id) order by internal.hidden_from(s.tenant_id, n.id)
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

-- Whoever puts it into a case blocks those there from whom it is kept, and a block parts lists.
create or replace function auth.hold_consultation(p_id uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  c public.consultation;
begin
  if exists (select from public.consultation x where x.tenant_id = tenant and x.id = p_id and (x.kept_from <> '{}' or x.kept_out <> '{}')) then
    perform pg_advisory_xact_lock(hashtextextended('disposal lists ' || tenant::text, 0));
  end if;
  perform internal.hold_lists_of(tenant, p_id);
  select x.* into c from public.consultation x
  where x.tenant_id = tenant and x.id = p_id and x.desk_id = any (auth.my_desks())
    and (x.case_id is null or x.case_id <> all (auth.my_blocked_cases())) and x.id <> all (auth.my_kept_consultations()) for update;
  if c.id is null then return null; end if;
  return exists (select from public.retention_hold h where h.tenant_id = c.tenant_id and h.compartment_id = c.compartment_id)
    or exists (select from public.disposal_item i where i.tenant_id = c.tenant_id and i.compartment_id = c.compartment_id);
end $$;

create or replace function auth.lift_hold(p_id uuid, p_reason bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  update public.retention_hold h set lifted_by = s.user_id, lifted_at = now(), lifted_reason = p_reason
  where h.tenant_id = s.tenant_id and h.id = p_id and h.lifted_at is null
    and h.desk_id = any (auth.my_desks_as(array['supervisor', 'manager']))
    and not exists (select from public.consultation c where c.tenant_id = h.tenant_id and c.id = h.consultation_id
      and (c.case_id = any (auth.my_blocked_cases()) or c.id = any (auth.my_kept_consultations())))
    and (h.case_id is null or h.case_id <> all (auth.my_blocked_cases()));
  return found;
end $$;

-- The hot recording (0217), with the names of the sheet.
drop function auth.record_consultation(bytea, text, bytea, uuid, bytea, uuid, uuid, uuid, integer, bytea, bytea, bytea, jsonb, bytea, bytea,
  text[], uuid[], bytea);
grant create on schema auth to yorube_hot;
create function auth.record_consultation(p_sid bytea, p_host text, p_network_hash bytea, p_submission uuid, p_fingerprint bytea, p_id uuid,
  p_desk uuid, p_compartment uuid, p_epoch integer, p_key_id bytea, p_wrap bytea, p_mac bytea, p_columns jsonb, p_record bytea, p_names jsonb,
  p_content_hash bytea, p_labels text[], p_rows uuid[], p_hashes bytea) returns setof auth.part
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s auth.session := auth.session_of_machine(p_sid, p_host, p_network_hash);
  parts auth.part[];
  one auth.part;
  earlier record;
begin
  if s.id is null then return; end if;
  parts := auth.begin_hot(s, 'consultations.write', false);
  if parts is null then return; end if;
  if current_setting('yorube.hot_tenant') = '' then
    one.part := 'out-of-scope';
    return next one;
    return;
  end if;
  insert into auth.submission (tenant_id, user_id, id, action, fingerprint, outcome_id)
  values (s.tenant_id, s.user_id, p_submission, 'consultation.record', p_fingerprint, p_id) on conflict do nothing;
  if not found then
    select f.outcome_id, f.fingerprint into earlier from auth.submission f
    where f.user_id = s.user_id and f.id = p_submission and f.action = 'consultation.record';
    one.part := case when earlier.fingerprint <> p_fingerprint then 'other' else 'repeat' end;
    one.id := earlier.outcome_id;
    if one.part = 'repeat' then
      perform audit.line_of(s, 'consultation.record', 'consultation', null, null, 'support', null, 'ok', null, null, null);
    end if;
    return next one;
    return;
  end if;
  insert into auth.compartment (tenant_id, id, kind, owner_desk_id) values (s.tenant_id, p_compartment, 'consultation', p_desk);
  insert into auth.compartment_grant (tenant_id, compartment_id, desk_id, epoch, key_id, not_after, wrap, mac, owner_desk_id)
  values (s.tenant_id, p_compartment, p_desk, p_epoch, p_key_id, 0, p_wrap, p_mac, p_desk);
  insert into public.consultation (tenant_id, id, desk_id, compartment_id, author_id, day, channel, minutes, counted_as, urgency,
    risk_level, chief_complaint, route, relation, sex, age_band, code_version, next_contact_on, record)
  select s.tenant_id, p_id, p_desk, p_compartment, s.user_id, c.day, c.channel, c.minutes, c.counted_as, c.urgency, c.risk_level,
    c.chief_complaint, c.route, c.relation, c.sex, c.age_band, c.code_version, c.next_contact_on, p_record
  from jsonb_to_record(p_columns) as c (day date, channel text, minutes integer, counted_as text, urgency text, risk_level text,
    chief_complaint text, route text, relation text, sex text, age_band text, code_version integer, next_contact_on date);
  if p_names is not null then perform auth.watch_names(s.tenant_id, p_id, p_names); end if;
  perform audit.written_line_of(s, 'consultation.record', 'consultation', p_id, null, 'support', null, 'ok', null, p_content_hash, null,
    p_labels, p_rows, p_hashes);
  one.part := 'recorded';
  one.id := p_id;
  return next one;
end $$;
revoke all on function auth.record_consultation(bytea, text, bytea, uuid, bytea, uuid, uuid, uuid, integer, bytea, bytea, bytea, jsonb, bytea, jsonb,
  bytea, text[], uuid[], bytea) from public;
grant execute on function auth.record_consultation(bytea, text, bytea, uuid, bytea, uuid, uuid, uuid, integer, bytea, bytea, bytea, jsonb, bytea, jsonb,
  bytea, text[], uuid[], bytea) to yorube_app;
alter function auth.record_consultation(bytea, text, bytea, uuid, bytea, uuid, uuid, uuid, integer, bytea, bytea, bytea, jsonb, bytea, jsonb,
  bytea, text[], uuid[], bytea) owner to yorube_hot;
revoke create on schema auth from yorube_hot;

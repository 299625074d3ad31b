-- A hot reading asks who it is once, and its rows stand under row-level security all the same (docs/adr/0021). Its function belongs to
-- yorube_hot, a role that nobody can become, and the policies of that role look at what the function found out and keeps in settings of
-- its transaction. An injected statement can write these settings, but runs as yorube_app, whose policies do not look at them; and the
-- function writes them anew before it reads.
grant usage on schema auth, audit, public to yorube_hot;
grant create on schema auth to yorube_hot;

-- What a policy of yorube_app asks, as the settings answer it. Without them a comparison fails rather than allows.
create function internal.asked_once(p_condition text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select replace(replace(replace(replace(replace(p_condition,
    '( SELECT auth.my_tenant() AS my_tenant)', '( SELECT (current_setting(''yorube.hot_tenant''::text))::uuid AS current_setting)'),
    '( SELECT auth.my_user() AS my_user)', '( SELECT (current_setting(''yorube.hot_user''::text))::uuid AS current_setting)'),
    '( SELECT auth.my_desks() AS my_desks)', '( SELECT (current_setting(''yorube.hot_desks''::text))::uuid[] AS current_setting)'),
    '( SELECT auth.my_blocked_cases() AS my_blocked_cases)',
      '( SELECT (current_setting(''yorube.hot_blocked_cases''::text))::uuid[] AS current_setting)'),
    '( SELECT auth.my_blocked_compartments() AS my_blocked_compartments)',
      '( SELECT (current_setting(''yorube.hot_blocked_compartments''::text))::uuid[] AS current_setting)')
$$;

-- The policies by which yorube_app reads (and adds) there, once more for yorube_hot: taken from them, never written by hand. To be called
-- again by whatever changes one of them; src/guards/hot-policies.db.test.ts compares.
create procedure internal.hot_policies(t regclass, commands text) language plpgsql as $$
declare
  p record;
begin
  for p in select polname from pg_policy where polrelid = t and polname like 'hot\_%' loop
    execute format('drop policy %I on %s', p.polname, t);
  end loop;
  for p in
    select polname, case when polpermissive then 'permissive' else 'restrictive' end as kind,
      case polcmd when 'r' then 'select' when 'a' then 'insert' else 'all' end as command,
      internal.asked_once(pg_get_expr(polqual, polrelid)) as seen, internal.asked_once(pg_get_expr(polwithcheck, polrelid)) as added
    from pg_policy where polrelid = t and polroles @> array['yorube_app'::regrole::oid] and polcmd = any (string_to_array(commands, null)::"char"[])
  loop
    execute format('create policy %I on %s as %s for %s to yorube_hot', 'hot_' || p.polname, t, p.kind, p.command)
      || coalesce(' using (' || p.seen || ')', '') || coalesce(' with check (' || p.added || ')', '');
  end loop;
end $$;
grant select (tenant_id, id, desk_id, compartment_id, client_id, assignee_id, core_rev, safety_rev, schema_no, status, waiting_for,
  risk_level, opened_on, closed_on, reassess_by, moved_at, core, label, safety) on public.case_ to yorube_hot;
grant select (tenant_id, id, desk_id, compartment_id, rev, schema_no, card, desk_card) on public.person to yorube_hot;
grant select (tenant_id, id, case_id, author_id, compartment_id, amends_id, rev, schema_no, kind, created_at, day, body)
  on public.case_note to yorube_hot;
grant select (tenant_id, id, case_id, author_id, compartment_id, rev, schema_no, channel, created_at, day, record)
  on public.consultation to yorube_hot;
grant select (tenant_id, id, display_name) on auth.staff_user to yorube_hot;
call internal.hot_policies('public.case_', 'r*');
call internal.hot_policies('public.person', 'r*');
call internal.hot_policies('public.case_note', 'r*');
call internal.hot_policies('public.consultation', 'r*');
call internal.hot_policies('auth.staff_user', 'r*');
-- A colleague whose case is shared by another desk: what is lent goes by the same function as everywhere.
grant execute on function auth.my_shared_compartments() to yorube_hot;

-- The door of machines in two steps, for a person's way in (`auth.enter_machine`) and for hot readings alike. First the session that lives,
-- from its network and host; null for anybody else.
create function auth.session_of_machine(p_sid bytea, p_host text, p_network_hash bytea) returns auth.session
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session;
  set_ text := set_config('yorube.sid', encode(p_sid, 'hex'), true);
begin
  s := auth.live_session();
  if s.id is null then return null; end if;
  if s.machine_id is null then
    set_ := set_config('yorube.sid', '', true);
    return null;
  end if;
  if (s.network_hash <> '' and s.network_hash <> p_network_hash) or auth.tenant_id_for(p_host) is distinct from s.tenant_id then
    perform audit.record_outside(s.tenant_id, s.user_id, 'machine.turned-away', 'own-account', 'refused');
    perform auth.close_machine(s.tenant_id, s.machine_id, null);
    set_ := set_config('yorube.sid', '', true);
    return null;
  end if;
  if s.network_hash = '' or s.active_at < now() - interval '10 minutes' then
    update auth.session x set network_hash = p_network_hash, active_at = now()
    where x.tenant_id = s.tenant_id and x.id = s.id and x.network_hash in ('', p_network_hash);
    -- Claimed by another network this very moment.
    if not found then
      set_ := set_config('yorube.sid', '', true);
      return null;
    end if;
    update auth.machine m set used_at = now() where m.tenant_id = s.tenant_id and m.id = s.machine_id;
  end if;
  return s;
end $$;
call internal.definer('auth.session_of_machine(bytea, text, bytea)', 'yorube_definer, yorube_hot');

-- Then what the machine is, as its row says.
create type auth.machine_entry as (
  session_id uuid, tenant_id uuid, user_id uuid, login text, display_name text, lookup bytea, wrap bytea, ends_at timestamptz,
  tenant_name text, is_sample boolean, machine_id uuid, answers_id uuid, desk_id uuid, scopes text[], machine_ends_at timestamptz,
  machine_mac bytea);

create function auth.machine_entry_of(s auth.session) returns auth.machine_entry
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare e auth.machine_entry;
begin
  select s.id, s.tenant_id, s.user_id, u.login, u.display_name, s.lookup, s.wrap, s.ends_at, t.name, t.is_sample,
    m.id, m.answers_id, m.desk_id, m.scopes, m.ends_at, m.mac
  into e
  from auth.machine m
  join auth.staff_user u on u.tenant_id = m.tenant_id and u.id = m.user_id
  join auth.tenant t on t.tenant_id = m.tenant_id
  where m.tenant_id = s.tenant_id and m.id = s.machine_id and m.user_id = s.user_id
    and m.state = 'live' and m.ends_at > now();
  return e;
end $$;
call internal.definer('auth.machine_entry_of(auth.session)', 'yorube_definer');

create or replace function auth.enter_machine(p_sid bytea, p_host text, p_network_hash bytea)
returns table (session_id uuid, tenant_id uuid, user_id uuid, login text, display_name text, lookup bytea, wrap bytea, ends_at timestamptz,
  tenant_name text, is_sample boolean, machine_id uuid, answers_id uuid, desk_id uuid, scopes text[], machine_ends_at timestamptz,
  machine_mac bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.session_of_machine(p_sid, p_host, p_network_hash);
  e auth.machine_entry;
begin
  if s.id is null then return; end if;
  e := auth.machine_entry_of(s);
  if e.session_id is not null then return query select e.*; end if;
end $$;

-- Who asks and, where it is wanted, what she may open; and what the policies of yorube_hot look at. Without the scope the session
-- alone, and no policy allows anything.
drop function auth.begin_machine(bytea, text, bytea, text);
create function auth.begin_hot(s auth.session, p_scope text, p_with_seats boolean) returns auth.part[]
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  e auth.machine_entry := auth.machine_entry_of(s);
  desks uuid[];
  blocked uuid[];
  set_ text;
  session auth.part;
begin
  set_ := set_config('yorube.hot_tenant', '', true);
  if e.session_id is null then
    set_ := set_config('yorube.sid', '', true);
    return null;
  end if;
  session.part := 'session';
  session.facts := to_jsonb(e);
  if (p_scope = any (e.scopes)) is not true then
    set_ := set_config('yorube.sid', '', true);
    return array[session];
  end if;
  desks := auth.desks_of(s, null);
  set_ := set_config('yorube.hot_desks', desks::text, true);
  blocked := auth.blocked_cases_of(s);
  set_ := set_config('yorube.hot_blocked_cases', blocked::text, true);
  set_ := set_config('yorube.hot_blocked_compartments', case when blocked = '{}' then '{}' else auth.my_blocked_compartments()::text end, true);
  set_ := set_config('yorube.hot_user', s.user_id::text, true);
  set_ := set_config('yorube.hot_tenant', s.tenant_id::text, true);
  if not p_with_seats then return array[session]; end if;
  return array[session] || array(
    select row('membership', m.desk_id, m.user_id, null, null, m.not_after, m.epoch, m.role, null, null, m.wrap, m.mac,
      jsonb_build_object('tenant_id', m.tenant_id, 'desk_id', m.desk_id, 'user_id', m.user_id, 'epoch', m.epoch, 'role', m.role,
        'not_before', m.not_before, 'not_after', m.not_after, 'is_current', m.epoch = d.epoch, 'desk_kind', d.kind), null)::auth.part
    from auth.membership m join auth.desk d on d.tenant_id = m.tenant_id and d.id = m.desk_id
    where m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.desk_id = any (desks));
end $$;
call internal.definer('auth.begin_hot(auth.session, text, boolean)', 'yorube_hot');

-- The keys of a case that was read: hers, and so within her sight.
create function auth.case_keys_of(s auth.session, p_desks uuid[], p_case uuid) returns setof auth.part
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
    select 'grant', g.compartment_id, g.desk_id, null::uuid, g.basis_id, g.not_after, g.epoch, null::text, null::timestamptz,
      null::date, g.wrap, g.mac, jsonb_build_object('tenantId', g.tenant_id, 'keyId', encode(g.key_id, 'hex')), null::text
    from auth.compartment k
    join auth.compartment_grant g on g.tenant_id = k.tenant_id and g.compartment_id = k.id
    where k.tenant_id = s.tenant_id and k.case_id = p_case and g.desk_id = any (p_desks)
      and (g.not_after = 0 or g.not_after > extract(epoch from now()));
end $$;
call internal.definer('auth.case_keys_of(auth.session, uuid[], uuid)', 'yorube_hot');

-- The line of somebody whose session was just asked for.
create function audit.line_of(s auth.session, p_action text, p_object_type text, p_object uuid, p_case uuid, p_purpose text, p_basis text,
                              p_result text, p_count integer, p_content_hash bytea, p_reason bytea) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  about uuid := p_case;
  place bigint;
begin
  if s.id is null then return null; end if;
  if about is null and p_object_type = 'request' then
    about := (select r.case_id from public.request_case r where r.tenant_id = s.tenant_id and r.request_id = p_object);
  elsif about is null and p_object_type = 'official_act' then
    about := (select r.case_id from public.official_act a
      join public.request_case r on r.tenant_id = a.tenant_id and r.request_id = a.request_id
      where a.tenant_id = s.tenant_id and a.id = p_object);
  elsif about is null and p_object_type = 'referral' then
    about := (select o.case_id from public.referral_outcome o where o.tenant_id = s.tenant_id and o.referral_id = p_object);
  end if;
  insert into audit.event (tenant_id, actor_id, session_hash, action, object_type, object_id, case_id, purpose, basis, result, count, content_hash, reason)
  values (s.tenant_id, s.user_id, s.lookup, p_action, p_object_type, p_object, about, p_purpose, p_basis, p_result, p_count, p_content_hash, p_reason)
  returning seq into place;
  return place;
end $$;
call internal.definer('audit.line_of(auth.session, text, text, uuid, uuid, text, text, text, integer, bytea, bytea)', 'yorube_definer, yorube_hot');

create or replace function audit.record(p_action text, p_object_type text, p_object uuid, p_case uuid, p_purpose text, p_basis text,
                             p_result text, p_count integer, p_content_hash bytea, p_reason bytea) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return audit.line_of(auth.live_session(), p_action, p_object_type, p_object, p_case, p_purpose, p_basis, p_result, p_count, p_content_hash, p_reason);
end $$;

-- The reading of `case.read`: row for row what its plain form reads (src/guards/hot-readings.db.test.ts).
drop function auth.read_case(bytea, text, bytea, uuid);
create function auth.read_case(p_sid bytea, p_host text, p_network_hash bytea, p_case uuid) returns setof auth.part
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s auth.session := auth.session_of_machine(p_sid, p_host, p_network_hash);
  one auth.part;
  desks uuid[] := '{}';
  client uuid;
  authors uuid[] := '{}';
  entries integer := 0;
begin
  if s.id is null then return; end if;
  foreach one in array coalesce(auth.begin_hot(s, 'cases.read', true), '{}') loop
    if one.part = 'membership' then desks := desks || one.id; end if;
    return next one;
  end loop;
  -- Without the scope nothing is read, and the refusal is recorded as such.
  if current_setting('yorube.hot_tenant') = '' then return; end if;
  select 'case', c.id, c.desk_id, c.compartment_id, c.assignee_id, c.core_rev, c.schema_no, c.status, c.moved_at,
    c.opened_on, c.core, c.safety, jsonb_build_object('safetyRev', c.safety_rev, 'clientId', c.client_id, 'waitingFor', c.waiting_for,
      'riskLevel', c.risk_level, 'closedOn', c.closed_on, 'reassessBy', c.reassess_by), null
    into one
  from public.case_ c where c.id = p_case and c.desk_id = any (desks);
  -- Absent, another desk's and hidden: nothing was read, and the refusal is recorded as such.
  if not found then return; end if;
  return next one;
  client := (one.facts ->> 'clientId')::uuid;
  for one in
    (select 'note', n.id, n.author_id, n.compartment_id, n.amends_id, n.rev, n.schema_no, n.kind, n.created_at, n.day,
      n.body, null::bytea, null::jsonb, null::text
    from public.case_note n where n.case_id = p_case
    order by n.day desc, date_trunc('milliseconds', n.created_at) desc, n.id desc limit 20)
    union all
    (select 'consultation', c.id, c.author_id, c.compartment_id, null::uuid, c.rev, c.schema_no, c.channel, c.created_at,
      c.day, c.record, null::bytea, null::jsonb, null::text
    from public.consultation c where c.case_id = p_case order by c.day desc, c.created_at desc, c.id desc limit 20)
  loop
    authors := authors || one.owner;
    entries := entries + 1;
    return next one;
  end loop;
  return query
    select 'client', p.id, p.desk_id, p.compartment_id, null::uuid, p.rev, p.schema_no, null::text, null::timestamptz,
      null::date, case when p.desk_card is null then p.card end, p.desk_card, null::jsonb, null::text
    from public.person p where p.id = client
    union all
    select 'author', u.id, null, null, null, null, null, u.display_name, null, null, null, null, null, null
    from auth.staff_user u where u.id = any (authors)
    union all
    select g.* from auth.case_keys_of(s, desks, p_case) g;
  perform audit.line_of(s, 'case.read', 'case', p_case, p_case, 'support', null, 'ok', least(entries, 20), null, null);
end $$;
revoke all on function auth.read_case(bytea, text, bytea, uuid) from public;
grant execute on function auth.read_case(bytea, text, bytea, uuid) to yorube_app;
alter function auth.read_case(bytea, text, bytea, uuid) owner to yorube_hot;

-- The list of `case.read-list`, in the same way. Number and name are sealed once more for the desk (docs/adr/0004); what has no such copy
-- yet (a case that has come from another desk) brings its own keys.
grant execute on function auth.my_grants(uuid[]) to yorube_hot;
drop function auth.read_cases(bytea, text, bytea, boolean, boolean, timestamptz, uuid);
create function auth.read_cases(p_sid bytea, p_host text, p_network_hash bytea, p_is_closed boolean, p_is_mine boolean,
                                p_moved timestamptz, p_after uuid) returns setof auth.part
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s auth.session := auth.session_of_machine(p_sid, p_host, p_network_hash);
  parts auth.part[];
  one auth.part;
  desks uuid[] := '{}';
  answers uuid;
  listed uuid[];
  clients uuid[] := '{}';
  keyless uuid[] := '{}';
begin
  if s.id is null then return; end if;
  parts := auth.begin_hot(s, 'cases.read', true);
  foreach one in array coalesce(parts, '{}') loop
    if one.part = 'membership' then desks := desks || one.id; end if;
    return next one;
  end loop;
  -- Without the scope nothing is read, and the refusal is recorded as such.
  if current_setting('yorube.hot_tenant') = '' then return; end if;
  answers := ((parts[1]).facts ->> 'answers_id')::uuid;
  -- One more than a page, so that it shows whether there is another.
  if p_is_closed then
    listed := array(select c.id from public.case_ c
      where c.desk_id = any (desks) and c.status = 'closed' and (not p_is_mine or c.assignee_id = answers)
        and (p_after is null or (c.moved_at, c.id) < (p_moved, p_after))
      order by c.moved_at desc, c.id desc limit 51);
  elsif p_is_mine then
    listed := array(select c.id from public.case_ c
      where c.assignee_id = answers and c.desk_id = any (desks) and c.status <> 'closed'
        and (p_after is null or (c.moved_at, c.id) < (p_moved, p_after))
      order by c.moved_at desc, c.id desc limit 51);
  else
    listed := array(select c.id from public.case_ c
      where c.desk_id = any (desks) and c.status <> 'closed'
        and (p_after is null or (c.moved_at, c.id) < (p_moved, p_after))
      order by c.moved_at desc, c.id desc limit 51);
  end if;
  for one in select 'case', c.id, c.desk_id, c.compartment_id, c.assignee_id, c.core_rev, c.schema_no, c.status, c.moved_at,
      c.opened_on, c.label, case when c.label is null then c.core end, jsonb_build_object('clientId', c.client_id), c.risk_level
    from public.case_ c where c.id = any (listed) order by c.moved_at desc, c.id desc
  loop
    -- The one beyond the page is not shown.
    if cardinality(clients) < 50 then
      clients := clients || (one.facts ->> 'clientId')::uuid;
      if one.x is null then keyless := keyless || one.compartment_id; end if;
    end if;
    return next one;
  end loop;
  for one in select 'client', p.id, p.desk_id, p.compartment_id, null::uuid, p.rev, p.schema_no, null::text, null::timestamptz,
      null::date, case when p.desk_card is null then p.card end, p.desk_card, null::jsonb, null::text
    from public.person p where p.id = any (clients)
  loop
    if one.y is null then keyless := keyless || one.compartment_id; end if;
    return next one;
  end loop;
  if keyless <> '{}' then
    return query select 'grant', g.compartment_id, g.desk_id, null::uuid, g.basis_id, g.not_after, g.epoch, null::text,
      null::timestamptz, null::date, g.wrap, g.mac, jsonb_build_object('tenantId', g.tenant_id, 'keyId', encode(g.key_id, 'hex')), null::text
    from auth.my_grants(keyless) g;
  end if;
  perform audit.line_of(s, 'case.read-list', 'case', null, null, 'support', null, 'ok', cardinality(clients), null, null);
end $$;
revoke all on function auth.read_cases(bytea, text, bytea, boolean, boolean, timestamptz, uuid) from public;
grant execute on function auth.read_cases(bytea, text, bytea, boolean, boolean, timestamptz, uuid) to yorube_app;
alter function auth.read_cases(bytea, text, bytea, boolean, boolean, timestamptz, uuid) owner to yorube_hot;

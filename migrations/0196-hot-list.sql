-- The list of `case.read-list` in one statement (docs/adr/0021), as `case.read` has been since 0121.
alter type auth.part add attribute more text;

create or replace function auth.begin_machine(p_sid bytea, p_host text, p_network_hash bytea, p_scope text) returns setof auth.part
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare e record;
begin
  select * into e from auth.enter_machine(p_sid, p_host, p_network_hash);
  if e.session_id is null then
    perform set_config('yorube.sid', '', true);
    return;
  end if;
  return query select 'session', null::uuid, null::uuid, null::uuid, null::uuid, null::bigint, null::integer, null::text,
    null::timestamptz, null::date, null::bytea, null::bytea, to_jsonb(e), null::text;
  if not (p_scope = any (e.scopes)) then
    perform set_config('yorube.sid', '', true);
    return;
  end if;
  return query select 'membership', m.desk_id, m.user_id, null::uuid, null::uuid, m.not_after, m.epoch, m.role,
    null::timestamptz, null::date, m.wrap, m.mac, to_jsonb(m) - array['wrap', 'mac'], null::text from auth.my_memberships() m;
end $$;

-- The reading of `case.read` (0121) with fewer statements under policies: who it is was just answered, and the authors are those of
-- what was read.
create or replace function auth.read_case(p_sid bytea, p_host text, p_network_hash bytea, p_case uuid) returns setof auth.part
language plpgsql volatile security invoker set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  one auth.part;
  desks uuid[] := '{}';
  client uuid;
  authors uuid[] := '{}';
  entries integer := 0;
begin
  for one in select * from auth.begin_machine(p_sid, p_host, p_network_hash, 'cases.read') loop
    if one.part = 'membership' then desks := desks || one.id; end if;
    return next one;
  end loop;
  select 'case', c.id, c.desk_id, c.compartment_id, c.assignee_id, c.core_rev, c.schema_no, c.status, c.moved_at,
    c.opened_on, c.core, c.safety, jsonb_build_object('safetyRev', c.safety_rev, 'clientId', c.client_id, 'waitingFor', c.waiting_for,
      'riskLevel', c.risk_level, 'closedOn', c.closed_on, 'reassessBy', c.reassess_by), null
    into one
  from public.case_ c where c.id = p_case and c.desk_id = any (desks);
  -- Absent, another desk's and hidden: nothing was read, and the refusal is recorded as such.
  if not found then return; end if;
  return next one;
  client := (one.facts ->> 'clientId')::uuid;
  return query select 'client', p.id, p.desk_id, p.compartment_id, null::uuid, p.rev, p.schema_no, null::text, null::timestamptz,
    null::date, case when p.desk_card is null then p.card end, p.desk_card, null::jsonb, null::text
  from public.person p where p.id = client;
  for one in select 'note', n.id, n.author_id, n.compartment_id, n.amends_id, n.rev, n.schema_no, n.kind, n.created_at, n.day,
      n.body, null::bytea, null::jsonb, null::text
    from public.case_note n where n.case_id = p_case
    order by n.day desc, date_trunc('milliseconds', n.created_at) desc, n.id desc limit 20
  loop
    authors := authors || one.owner;
    entries := entries + 1;
    return next one;
  end loop;
  for one in select 'consultation', s.id, s.author_id, s.compartment_id, null::uuid, s.rev, s.schema_no, s.channel, s.created_at,
      s.day, s.record, null::bytea, null::jsonb, null::text
    from public.consultation s where s.case_id = p_case order by s.day desc, s.created_at desc, s.id desc limit 20
  loop
    authors := authors || one.owner;
    entries := entries + 1;
    return next one;
  end loop;
  return query select 'author', u.id, null::uuid, null::uuid, null::uuid, null::bigint, null::integer, u.display_name,
    null::timestamptz, null::date, null::bytea, null::bytea, null::jsonb, null::text
  from auth.staff_user u where u.id = any (authors);
  return query select 'grant', g.compartment_id, g.desk_id, null::uuid, g.basis_id, g.not_after, g.epoch, null::text, null::timestamptz,
    null::date, g.wrap, g.mac, jsonb_build_object('tenantId', g.tenant_id, 'keyId', encode(g.key_id, 'hex')), null::text
  from auth.my_case_grants(p_case) g;
  perform audit.record('case.read', 'case', p_case, p_case, 'support', null, 'ok', least(entries, 20), null, null);
end $$;

-- Lists of what is open begin with what moved last: both in the order of an index, however many cases there are.
create index case_desk_moved on case_ (tenant_id, desk_id, moved_at desc, id desc) where status <> 'closed';
create index case_assignee_moved on case_ (tenant_id, assignee_id, moved_at desc, id desc) where status <> 'closed';

-- Number and name are sealed once more for the desk (docs/adr/0004), so the seats' keys open all of them; what has no such copy
-- yet (a case that has come from another desk) brings its own keys.
create function auth.read_cases(p_sid bytea, p_host text, p_network_hash bytea, p_is_closed boolean, p_is_mine boolean,
                                p_moved timestamptz, p_after uuid) returns setof auth.part
language plpgsql volatile security invoker set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  one auth.part;
  desks uuid[] := '{}';
  answers uuid;
  listed uuid[];
  clients uuid[] := '{}';
  keyless uuid[] := '{}';
begin
  for one in select * from auth.begin_machine(p_sid, p_host, p_network_hash, 'cases.read') loop
    if one.part = 'membership' then desks := desks || one.id; end if;
    if one.part = 'session' then answers := (one.facts ->> 'answers_id')::uuid; end if;
    return next one;
  end loop;
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
  perform audit.record('case.read-list', 'case', null, null, 'support', null, 'ok', cardinality(clients), null, null);
end $$;
revoke all on function auth.read_cases(bytea, text, bytea, boolean, boolean, timestamptz, uuid) from public;
grant execute on function auth.read_cases(bytea, text, bytea, boolean, boolean, timestamptz, uuid) to yorube_app;

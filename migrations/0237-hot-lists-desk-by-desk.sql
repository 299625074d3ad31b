-- The list of `case.read-list` (0216) reads each desk by itself, in the order of the indexes of 0236, and no further than a page: asked for
-- any of its desks at once, even for one, PostgreSQL read and sorted all that was open there.
grant create on schema auth to yorube_hot;
set local role yorube_hot;
create or replace function auth.read_cases(p_sid bytea, p_host text, p_network_hash bytea, p_is_closed boolean, p_is_mine boolean,
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
  -- Before everything, where it begins: a condition that an index knows how to continue after.
  moved timestamptz := coalesce(p_moved, 'infinity');
  after uuid := coalesce(p_after, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
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
  if p_is_mine and p_is_closed then
    listed := array(select c.id from public.case_ c
      where c.assignee_id = answers and c.desk_id = any (desks) and c.status = 'closed' and (c.moved_at, c.id) < (moved, after)
      order by c.moved_at desc, c.id desc limit 51);
  elsif p_is_mine then
    listed := array(select c.id from public.case_ c
      where c.assignee_id = answers and c.desk_id = any (desks) and c.status <> 'closed' and (c.moved_at, c.id) < (moved, after)
      order by c.moved_at desc, c.id desc limit 51);
  elsif p_is_closed then
    listed := array(select l.id from (select distinct unnest(desks) as id) this_desk cross join lateral (select c.id, c.moved_at from public.case_ c
        where c.desk_id = this_desk.id and c.status = 'closed' and (c.moved_at, c.id) < (moved, after)
        order by c.moved_at desc, c.id desc limit 51) l
      order by l.moved_at desc, l.id desc limit 51);
  else
    listed := array(select l.id from (select distinct unnest(desks) as id) this_desk cross join lateral (select c.id, c.moved_at from public.case_ c
        where c.desk_id = this_desk.id and c.status <> 'closed' and (c.moved_at, c.id) < (moved, after)
        order by c.moved_at desc, c.id desc limit 51) l
      order by l.moved_at desc, l.id desc limit 51);
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
reset role;
revoke create on schema auth from yorube_hot;

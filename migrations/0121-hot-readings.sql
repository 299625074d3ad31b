-- Hot readings (docs/adr/0021): who asks, what she may open, the rows and the audit line, in one statement of its own. Content
-- stands under row-level security as in every other reading; only the session, its keys and the record are reached through
-- functions that take the identity from the bearer. The answer reaches the process after its commit.

create type auth.part as (
  part text, id uuid, owner uuid, compartment_id uuid, other uuid, rev bigint, schema_no integer,
  code text, at timestamptz, day date, x bytea, y bytea, facts jsonb);

-- The door of machines for such a reading. Without a living session nothing; without the scope the session alone, and
-- nothing can be read in this transaction any more.
create function auth.begin_machine(p_sid bytea, p_host text, p_network_hash bytea, p_scope text) returns setof auth.part
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare e record;
begin
  select * into e from auth.enter_machine(p_sid, p_host, p_network_hash);
  if e.session_id is null then return; end if;
  return query select 'session', null::uuid, null::uuid, null::uuid, null::uuid, null::bigint, null::integer, null::text,
    null::timestamptz, null::date, null::bytea, null::bytea, to_jsonb(e);
  if not (p_scope = any (e.scopes)) then
    perform set_config('yorube.sid', '', true);
    return;
  end if;
  return query select 'membership', m.desk_id, m.user_id, null::uuid, null::uuid, m.not_after, m.epoch, m.role,
    null::timestamptz, null::date, m.wrap, m.mac, to_jsonb(m) - array['wrap', 'mac'] from auth.my_memberships() m;
end $$;
call internal.definer('auth.begin_machine(bytea, text, bytea, text)', 'yorube_app');

-- The reading of `case.read`: row for row what its plain form reads (src/guards/hot-readings.db.test.ts).
create function auth.read_case(p_sid bytea, p_host text, p_network_hash bytea, p_case uuid) returns setof auth.part
language plpgsql volatile security invoker set search_path = pg_catalog, pg_temp as $$
declare
  notes integer;
  consultations integer;
begin
  return query select * from auth.begin_machine(p_sid, p_host, p_network_hash, 'cases.read');
  return query select 'case', c.id, c.desk_id, c.compartment_id, c.assignee_id, c.core_rev, c.schema_no, c.status, c.moved_at,
    c.opened_on, c.core, c.safety, jsonb_build_object('safetyRev', c.safety_rev, 'clientId', c.client_id, 'waitingFor', c.waiting_for,
      'riskLevel', c.risk_level, 'closedOn', c.closed_on, 'reassessBy', c.reassess_by)
  from public.case_ c where c.tenant_id = (select auth.my_tenant()) and c.id = p_case and c.desk_id = any ((select auth.my_desks())::uuid[]);
  -- Absent, another desk's and hidden: nothing was read, and the refusal is recorded as such.
  if not found then return; end if;
  return query select 'client', p.id, p.desk_id, p.compartment_id, null::uuid, p.rev, p.schema_no, null::text, null::timestamptz,
    null::date, case when p.desk_card is null then p.card end, p.desk_card, null::jsonb
  from public.person p where p.id = (select c.client_id from public.case_ c where c.id = p_case);
  return query select 'note', n.id, n.author_id, n.compartment_id, n.amends_id, n.rev, n.schema_no, n.kind, n.created_at, n.day,
    n.body, null::bytea, null::jsonb
  from public.case_note n where n.case_id = p_case
  order by n.day desc, date_trunc('milliseconds', n.created_at) desc, n.id desc limit 20;
  get diagnostics notes = row_count;
  return query select 'consultation', s.id, s.author_id, s.compartment_id, null::uuid, s.rev, s.schema_no, s.channel, s.created_at,
    s.day, s.record, null::bytea, null::jsonb
  from public.consultation s where s.case_id = p_case order by s.day desc, s.created_at desc, s.id desc limit 20;
  get diagnostics consultations = row_count;
  return query select 'author', u.id, null::uuid, null::uuid, null::uuid, null::bigint, null::integer, u.display_name,
    null::timestamptz, null::date, null::bytea, null::bytea, null::jsonb
  from auth.staff_user u where u.id in (
    select n.author_id from public.case_note n where n.case_id = p_case
    union select s.author_id from public.consultation s where s.case_id = p_case) limit 500;
  return query select 'grant', g.compartment_id, g.desk_id, null::uuid, g.basis_id, g.not_after, g.epoch, null::text, null::timestamptz,
    null::date, g.wrap, g.mac, jsonb_build_object('tenantId', g.tenant_id, 'keyId', encode(g.key_id, 'hex'))
  from auth.my_case_grants(p_case) g;
  perform audit.record('case.read', 'case', p_case, p_case, 'support', null, 'ok', least(notes + consultations, 20), null, null);
end $$;
revoke all on function auth.read_case(bytea, text, bytea, uuid) from public;
grant execute on function auth.read_case(bytea, text, bytea, uuid) to yorube_app;

-- Whoever opens a planted case is told of, however many other alerts wait: nothing raises a trap a second time, for its alert comes with
-- the opening's own line. Everything else the worker finds again, and its limit of two hundred stays. A person at a planted case is
-- one open alert, so that there are never more of them than planted cases (50) times people. And a crowd is of one desk: two desks at
-- the same case are two, each told to its own leads.
create or replace function audit.raise_viewing_alert(p_tenant uuid, p_rule text, p_user uuid, p_with uuid[], p_desk uuid, p_case uuid,
                                          p_first timestamptz, p_last timestamptz, p_times integer, p_last_seq bigint) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare made uuid := gen_random_uuid();
begin
  perform pg_advisory_xact_lock(hashtextextended('viewing ' || p_tenant::text, 0));
  -- A trap comes with each opening itself, once: of two at the same time the later number may be here first.
  if p_rule <> 'trap' and exists (select from audit.viewing_alert a where a.tenant_id = p_tenant and a.rule = p_rule
    and case when p_rule = 'crowd' then a.desk_id is not distinct from p_desk else a.user_id = p_user end
    and a.case_id is not distinct from p_case and a.last_seq >= p_last_seq)
  then return false; end if;
  update audit.viewing_alert a set times = least(a.times::bigint + p_times, 1000000)::integer, last_at = greatest(a.last_at, p_last),
    last_seq = greatest(a.last_seq, p_last_seq),
    with_ids = array(select distinct w from unnest(a.with_ids || p_with || case when a.user_id <> p_user then array[p_user] else '{}' end) as w
                     where w <> a.user_id)
  where a.tenant_id = p_tenant and a.rule = p_rule
    and case when p_rule = 'crowd' then a.desk_id is not distinct from p_desk else a.user_id = p_user end
    and a.case_id is not distinct from p_case and a.answer is null;
  if found then return false; end if;
  if p_rule <> 'trap' and (select count(*) from audit.viewing_alert a
    where a.tenant_id = p_tenant and a.answer is null and a.rule <> 'trap') >= 200 then return false; end if;
  delete from audit.viewing_alert a where a.tenant_id = p_tenant and a.answered_at < now() - interval '400 days';
  insert into audit.viewing_alert (tenant_id, id, rule, user_id, with_ids, desk_id, case_id, first_at, last_at, times, last_seq)
  values (p_tenant, made, p_rule, p_user, p_with, p_desk, p_case, p_first, p_last, p_times, p_last_seq);
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
  select p_tenant, gen_random_uuid(), w.user_id, 'viewing.alert', 'viewing', made
  from (select l as user_id from auth.leads_without_block(p_tenant, p_desk, p_case, array['supervisor', 'manager', 'desk_lead']) as l
        union
        select r.user_id from auth.role_assignment r where r.tenant_id = p_tenant and r.role = 'auditor'
          and not exists (select from auth.case_block b where b.tenant_id = p_tenant and b.case_id = p_case and b.user_id = r.user_id)) w
  where w.user_id <> p_user and w.user_id <> all (p_with);
  return true;
end $$;

drop function audit.told_viewing(uuid);
-- Up to which line each kind of alert has told of somebody, of somebody at a case, or of a desk at a case.
create function audit.told_viewing(p_tenant uuid)
returns table (rule text, user_id uuid, case_id uuid, desk_id uuid, last_seq bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.rule, a.user_id, a.case_id, a.desk_id, max(a.last_seq) from audit.viewing_alert a
  where a.tenant_id = p_tenant and a.last_at > now() - interval '30 days' group by 1, 2, 3, 4
$$;
call internal.definer('audit.told_viewing(uuid)', 'yorube_worker');

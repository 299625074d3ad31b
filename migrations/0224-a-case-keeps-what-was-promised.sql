-- A consultation is kept as long as the rule of its day said (0208). When it joined a case that promise ended: the case counted from its
-- closing alone, and went earlier. Now a case is kept until the latest of its own end and of those of the consultations in it.
create function internal.consultations_end(p_tenant uuid, p_case uuid) returns date
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select max(greatest(internal.retention_end(c.day, rule.consultation_years, rule.counts_from),
    (select max(internal.retention_end(c.day, p.consultation_years, p.counts_from)) from public.retention_promise p
      where p.tenant_id = p_tenant and c.day between p.from_day and p.until_day)))
  from internal.retention_of(p_tenant) rule
  join public.consultation c on c.tenant_id = p_tenant and c.case_id = p_case
$$;
call internal.definer('internal.consultations_end(uuid, uuid)', 'yorube_definer');

-- For whoever closes the case, to be said beforehand.
create function auth.consultations_kept_until(p_case uuid) returns date
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select internal.consultations_end(c.tenant_id, c.id) from public.case_ c
  where c.tenant_id = auth.my_tenant() and c.id = p_case and c.desk_id = any (auth.my_desks()) and c.id <> all (auth.my_blocked_cases())
$$;
call internal.definer('auth.consultations_kept_until(uuid)', 'yorube_app');

create or replace function internal.retention_state(p_tenant uuid, p_kind text, p_id uuid)
returns table (desk_id uuid, compartment_id uuid, case_id uuid, keep_until date, is_held boolean, is_listed boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.desk_id, r.compartment_id, r.case_id,
    greatest(r.until, (select max(i.keep_until) from public.disposal_item i
      where i.tenant_id = p_tenant and i.state = 'taken_out'
        -- A consultation that was kept longer, and has joined a case since, keeps its promise there.
        and (i.case_id = p_id or i.consultation_id = p_id or i.consultation_id in (
          select c.id from public.consultation c where c.tenant_id = p_tenant and c.case_id = p_id)))),
    exists (select from public.retention_hold h where h.tenant_id = p_tenant and h.lifted_at is null
      and (h.case_id = p_id or h.consultation_id = p_id or h.consultation_id in (
        select c.id from public.consultation c where c.tenant_id = p_tenant and c.case_id = p_id)))
      or (p_kind = 'case' and public.held_for_access(p_tenant, p_id)),
    exists (select from public.disposal_item i
      where i.tenant_id = p_tenant and coalesce(i.case_id, i.consultation_id) = p_id and i.state = 'listed')
  from internal.retention_of(p_tenant) rule
  cross join lateral (
    select c.desk_id, c.compartment_id, c.id as case_id,
      case when c.status = 'closed' and c.closed_on is not null then
        greatest(c.retain_until, internal.retention_end(c.closed_on, rule.case_years, rule.counts_from),
          internal.consultations_end(p_tenant, p_id)) end as until
    from public.case_ c where p_kind = 'case' and c.tenant_id = p_tenant and c.id = p_id
    union all
    select c.desk_id, c.compartment_id, null, greatest(
      internal.retention_end(c.day, rule.consultation_years, rule.counts_from),
      (select max(internal.retention_end(c.day, p.consultation_years, p.counts_from)) from public.retention_promise p
        where p.tenant_id = p_tenant and c.day between p.from_day and p.until_day))
    from public.consultation c
    where p_kind = 'consultation' and c.tenant_id = p_tenant and c.id = p_id and c.case_id is null) r
$$;

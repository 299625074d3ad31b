-- Where records are kept to the day, the end of a case that only a request kept from somebody holds (0220) moved on by a day every day
-- while the answer was late: a trace of the request. It is always the end of a fiscal year now, which moves once a year.
create or replace function internal.kept_apart(p_tenant uuid, p_user uuid) returns table (case_id uuid, until date)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with holding as (
    select a.case_id, p_user = any (a.kept_from) and a.made_by <> p_user as is_kept,
      greatest((a.ended_at at time zone 'Asia/Tokyo')::date, case when a.ended_at is null then greatest(a.due_on, internal.japan_today()) end) as last_day
    from public.access_request a
    where a.tenant_id = p_tenant and a.case_id in (
        select k.case_id from public.access_request k
        where k.tenant_id = p_tenant and k.kept_from <> '{}' and p_user = any (k.kept_from) and k.made_by <> p_user)
      -- As public.held_for_access says.
      and (a.state in ('received', 'identified', 'decided')
        or (a.state in ('given', 'refused') and a.ended_at > now() - interval '3 months')))
  select h.case_id, internal.retention_end((max(h.last_day) + interval '3 months')::date, 0, 'fiscal_year')
  from holding h
  where not exists (select from public.retention_hold r where r.tenant_id = p_tenant and r.lifted_at is null
    and (r.case_id = h.case_id or r.consultation_id in (
      select c.id from public.consultation c where c.tenant_id = p_tenant and c.case_id = h.case_id)))
  group by h.case_id
  having bool_and(h.is_kept)
$$;

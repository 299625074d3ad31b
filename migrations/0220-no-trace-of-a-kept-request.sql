-- A request for records that is kept from somebody (0200) left traces where she works: its records to whoever has SQL of her own, the
-- acts in the list of who looked at the case, the paper in the register, and a hold on the case that only a request can be. Now it
-- leaves none. Nothing of it is shown with a blank: the case is not due yet, and a list on which it stood is not hers to see.

-- Whether a request does not exist for me, as the policy of the table says. Asked of one id at a time: a list of them would be the
-- trace itself. Of what there is not it says the same as of any other.
create function auth.is_kept_access(p_id uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from public.access_request a
    where a.tenant_id = auth.my_tenant() and a.id = p_id
      and ((auth.my_user() = any (a.kept_from) and a.made_by <> auth.my_user())
        or a.case_id = any (auth.my_blocked_cases()) or a.near_cases && auth.my_blocked_cases()))
$$;
call internal.definer('auth.is_kept_access(uuid)', 'yorube_app');

-- Row-level security holds within the condition, too.
alter policy not_blocked on access_item using (
  (case_id is null or case_id <> all ((select auth.my_blocked_cases())::uuid[]))
  and exists (select from public.access_request a where a.tenant_id = access_item.tenant_id and a.id = access_item.access_id));
-- The register outlives the request's own desk.
alter policy not_blocked on release using (
  (case_id is null or case_id <> all ((select auth.my_blocked_cases())::uuid[]))
  and (document <> 'subject_access_packet' or not auth.is_kept_access(subject_id)));
-- That its form was opened is said before there is a request, and so before anybody knows from whom it is kept: auditors alone read it.
alter policy not_blocked on audit.event using (
  (case_id is null or case_id <> all ((select auth.my_blocked_cases())::uuid[]))
  and (object_type is distinct from 'access-request'
    or case when object_id is null then 'auditor' = any ((select auth.my_roles())::text[]) else not auth.is_kept_access(object_id) end));

create index access_request_kept on access_request (tenant_id) where kept_from <> '{}';

-- Cases that nothing holds but requests kept from somebody, and until when they hold it: as long as the answer can be contested, and
-- then to the end of the year by which this body counts.
create function internal.kept_apart(p_tenant uuid, p_user uuid) returns table (case_id uuid, until date)
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
  select h.case_id, internal.retention_end((max(h.last_day) + interval '3 months')::date, 0, (internal.retention_of(p_tenant)).counts_from)
  from holding h
  where not exists (select from public.retention_hold r where r.tenant_id = p_tenant and r.lifted_at is null
    and (r.case_id = h.case_id or r.consultation_id in (
      select c.id from public.consultation c where c.tenant_id = p_tenant and c.case_id = h.case_id)))
  group by h.case_id
  having bool_and(h.is_kept)
$$;
call internal.definer('internal.kept_apart(uuid, uuid)', 'yorube_definer');

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
      and c.day < internal.japan_today() - interval '1 year')
  select n.kind, n.id, s.keep_until, s.is_held
  from near n cross join lateral internal.retention_state((select auth.my_tenant()), n.kind, n.id) s
  where p_desk = any ((select auth.my_desks_as(array['supervisor', 'manager']))::uuid[])
    and s.keep_until < internal.japan_today() and not s.is_listed
  order by s.keep_until, n.id limit least(p_most, 201)
$$;

-- A list on which such a case still stands does not exist for her, and she decides about none.
create or replace function auth.my_blocked_lists() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select i.list_id from public.disposal_item i
    left join public.consultation c on c.tenant_id = i.tenant_id and c.id = i.consultation_id
    where i.tenant_id = (select auth.my_tenant())
      and (coalesce(i.case_id, c.case_id) = any ((select auth.my_blocked_cases())::uuid[])
        or (i.state = 'listed' and i.case_id in (
          select k.case_id from internal.kept_apart((select auth.my_tenant()), (select auth.my_user())) k))))
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
        -- Whom one of the cases must not be known to decides about none of them.
        and not exists (select from public.disposal_item i
          left join public.consultation c on c.tenant_id = i.tenant_id and c.id = i.consultation_id
          join auth.case_block b on b.tenant_id = i.tenant_id and b.case_id = coalesce(i.case_id, c.case_id) and b.user_id = p_user
          where i.tenant_id = p_tenant and i.list_id = l.id)
        and not exists (select from public.disposal_item i join internal.kept_apart(p_tenant, p_user) k on k.case_id = i.case_id
          where i.tenant_id = p_tenant and i.list_id = l.id and i.state = 'listed'))
    -- The rules are the whole body's: any manager asks, any other decides, and all of them hear of it.
    when 'retention.set-rules' then exists (
      select from auth.desk d where d.tenant_id = p_tenant and d.kind = 'hub'
        and p_user in (select auth.leads_without_block(p_tenant, d.id, null, array['manager'])))
    else false end
$$;

-- Other records do not go out of her sight with it: its line becomes a list of its own (0207). The locks of lists come first, as
-- whoever proposes, parts or carries out a list takes them, and the case after them.
create or replace function auth.hold_case(p_case uuid) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare home uuid;
begin
  if exists (select from public.disposal_item i where i.tenant_id = auth.my_tenant() and i.case_id = p_case and i.state = 'listed') then
    perform pg_advisory_xact_lock(hashtextextended('disposal lists ' || auth.my_tenant()::text, 0));
    perform 1 from public.disposal_list l join public.disposal_item i on i.tenant_id = l.tenant_id and i.list_id = l.id
    where i.tenant_id = auth.my_tenant() and i.case_id = p_case and i.state = 'listed' and l.state = 'proposed' for update of l;
  end if;
  select c.desk_id into home from public.case_ c
  where c.tenant_id = auth.my_tenant() and c.id = p_case and c.desk_id = any (auth.my_desks()) and c.id <> all (auth.my_blocked_cases())
  for key share;
  return home;
end $$;

create function internal.part_lists_of_kept() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('disposal lists ' || new.tenant_id::text, 0));
  perform internal.part_lists(new.tenant_id, new.case_id);
  return null;
end $$;
call internal.definer('internal.part_lists_of_kept()', 'yorube_definer');
create trigger part_lists after insert on access_request for each row when (new.case_id is not null and new.kept_from <> '{}')
  execute function internal.part_lists_of_kept();
-- Lists that stand already.
select internal.part_lists(a.tenant_id, a.case_id) from access_request a where a.case_id is not null and a.kept_from <> '{}';

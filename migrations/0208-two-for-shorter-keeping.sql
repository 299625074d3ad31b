-- The rules of keeping belong to the whole body, and a manager of any desk could set them alone: five years to one made another desk's
-- consultations due at once, and fewer days of backups dated a destruction earlier than it is. Keeping longer harms nobody and
-- stays the act of one. Anything shorter takes two managers for exactly these figures (0142); and what was written down under a
-- longer rule keeps it: a case by what its closing promised, a consultation by the rule of its day.

-- What held for consultations, and from when until when: one is kept at least as long as the rule of its day said. Of its day alone: a
-- figure that was mistyped and put right binds what was written down in between, and nothing else.
create table retention_promise (
  tenant_id uuid not null references auth.tenant,
  id uuid not null default gen_random_uuid(),
  from_day date not null,
  until_day date not null,
  consultation_years integer not null,
  counts_from text not null,
  primary key (tenant_id, id)
);
call internal.classify('retention_promise', 'tenant_id P, id P, from_day P, until_day P, consultation_years P, counts_from P');
call internal.protect('retention_promise');

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
        greatest(c.retain_until, internal.retention_end(c.closed_on, rule.case_years, rule.counts_from)) end as until
    from public.case_ c where p_kind = 'case' and c.tenant_id = p_tenant and c.id = p_id
    union all
    select c.desk_id, c.compartment_id, null, greatest(
      internal.retention_end(c.day, rule.consultation_years, rule.counts_from),
      (select max(internal.retention_end(c.day, p.consultation_years, p.counts_from)) from public.retention_promise p
        where p.tenant_id = p_tenant and c.day between p.from_day and p.until_day))
    from public.consultation c
    where p_kind = 'consultation' and c.tenant_id = p_tenant and c.id = p_id and c.case_id is null) r
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
          where i.tenant_id = p_tenant and i.list_id = l.id))
    -- The rules are the whole body's: any manager asks, any other decides, and all of them hear of it.
    when 'retention.set-rules' then exists (
      select from auth.desk d where d.tenant_id = p_tenant and d.kind = 'hub'
        and p_user in (select auth.leads_without_block(p_tenant, d.id, null, array['manager'])))
    else false end
$$;

drop policy read on auth.act_approval;
create policy read on auth.act_approval for select to yorube_app using (
  auth.act_role(act) = any ((select auth.my_roles())::text[])
  -- Whoever sees the list; row-level security holds within the condition, too.
  or (act = 'disposal.shred' and substring(fields from 'list_id=([0-9a-f-]{36})$') in (select l.id::text from public.disposal_list l))
  or (act = 'retention.set-rules' and cardinality((select auth.my_desks_as(array['manager']))) > 0));

drop policy keep on retention_rule;
drop policy change on retention_rule;
revoke insert, update on retention_rule from yorube_app;

-- Sets the rules: 'done', or why not: 'absent' (no manager), 'unconfirmed', 'conflict' (changed since that revision), 'unagreed'
-- (something is kept for less long, and nobody agreed to exactly these figures).
create function auth.set_retention_rules(p_case_years integer, p_child_age integer, p_consultation_years integer, p_counts_from text,
                                         p_backup_days integer, p_rev bigint, p_act uuid, p_seal bytea) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  old public.retention_rule;
  asked text;
begin
  if s.id is null or cardinality(auth.my_desks_as(array['manager'])) = 0 then return 'absent'; end if;
  if s.step_up_until is null or s.step_up_until < now() then return 'unconfirmed'; end if;
  perform pg_advisory_xact_lock(hashtextextended('retention ' || s.tenant_id::text, 0));
  old := internal.retention_of(s.tenant_id);
  if old.rev <> p_rev then return 'conflict'; end if;
  if p_case_years < old.case_years or p_child_age < old.child_age or p_consultation_years < old.consultation_years
    or p_backup_days < old.backup_days or (p_counts_from = 'day' and old.counts_from <> 'day') then
    asked := format('backup_days=%s;case_years=%s;child_age=%s;consultation_years=%s;counts_from=%s;rev=%s',
      p_backup_days, p_case_years, p_child_age, p_consultation_years, replace(p_counts_from, '_', '-'), p_rev);
    if not exists (select from auth.act_approval a where a.tenant_id = s.tenant_id and a.id = p_act and a.fields = asked)
      or not auth.spend_act(p_act, 'retention.set-rules', p_seal) then return 'unagreed'; end if;
  end if;
  insert into public.retention_promise (tenant_id, from_day, until_day, consultation_years, counts_from)
  values (s.tenant_id, coalesce((select max(p.until_day) from public.retention_promise p where p.tenant_id = s.tenant_id), '-infinity'),
    internal.japan_today(), old.consultation_years, old.counts_from);
  insert into public.retention_rule (tenant_id, case_years, child_age, consultation_years, counts_from, backup_days, rev)
  values (s.tenant_id, p_case_years, p_child_age, p_consultation_years, p_counts_from, p_backup_days, p_rev + 1)
  on conflict (tenant_id) do update set case_years = excluded.case_years, child_age = excluded.child_age,
    consultation_years = excluded.consultation_years, counts_from = excluded.counts_from, backup_days = excluded.backup_days,
    rev = excluded.rev;
  return 'done';
end $$;
call internal.definer('auth.set_retention_rules(integer, integer, integer, text, integer, bigint, uuid, bytea)', 'yorube_app');

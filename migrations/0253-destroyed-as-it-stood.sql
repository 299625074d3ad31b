-- What two agree to destroy was named by its id alone: a consultation on a list could be amended after they had agreed, and what nobody
-- had decided about was destroyed with it. Which version of each record they saw is part of what they agree to from now on; what was
-- agreed before the upgrade is to be asked for again.

-- Of a record that can be listed: changes with everything that somebody writes into it.
create function internal.record_version(p_tenant uuid, p_kind text, p_id uuid) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(case p_kind
    when 'consultation' then (select c.rev::text from public.consultation c where c.tenant_id = p_tenant and c.id = p_id)
    when 'case' then (select concat_ws('.', k.core_rev, k.safety_rev, k.closed_on,
        (select concat_ws('-', count(*), sum(c.rev)) from public.consultation c where c.tenant_id = p_tenant and c.case_id = p_id),
        (select concat_ws('-', count(*), sum(n.rev)) from public.case_note n where n.tenant_id = p_tenant and n.case_id = p_id),
        (select concat_ws('-', count(*), sum(p.rev)) from public.person p where p.tenant_id = p_tenant and p.case_id = p_id),
        (select count(*) from public.whereabouts w where w.tenant_id = p_tenant and w.case_id = p_id),
        (select concat_ws('-', count(*), count(a.removed_at)) from public.attachment a where a.tenant_id = p_tenant and a.case_id = p_id))
      from public.case_ k where k.tenant_id = p_tenant and k.id = p_id) end, 'gone')
$$;
call internal.definer('internal.record_version(uuid, text, uuid)', 'yorube_definer');

drop function auth.disposal_parties(uuid);
create function auth.disposal_parties(p_list uuid)
returns table (record_id uuid, kind text, desk_id uuid, version text, parties text[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(i.case_id, i.consultation_id), i.kind, i.desk_id,
    internal.record_version(i.tenant_id, i.kind, coalesce(i.case_id, i.consultation_id)),
    internal.parties_of(i.tenant_id, i.kind, coalesce(i.case_id, i.consultation_id))
  from public.disposal_item i join public.disposal_list l on l.tenant_id = i.tenant_id and l.id = i.list_id
  where i.tenant_id = (select auth.my_tenant()) and i.list_id = p_list and i.state = 'listed' and l.state = 'proposed'
    and l.desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager']))::uuid[])
    and l.id <> all ((select auth.my_blocked_lists())::uuid[])
  order by 1
$$;
call internal.definer('auth.disposal_parties(uuid)', 'yorube_app');

-- As in 0222, about these versions, and answers what went (0247).
drop function auth.shred_disposal(uuid, bytea, uuid, uuid[], bytea[], bytea[], date, date);
create function auth.shred_disposal(p_act uuid, p_seal bytea, p_list uuid, p_records uuid[], p_macs bytea[], p_parties bytea[],
                                    p_shredded_on date, p_effective_on date, out verdict text, out labels text[], out row_ids uuid[])
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  l public.disposal_list;
  listed text;
  named text;
  asked text;
  r record;
  gone record;
begin
  labels := '{}';
  row_ids := '{}';
  select * into l from public.disposal_list x where x.tenant_id = s.tenant_id and x.id = p_list and x.state = 'proposed'
    and x.desk_id = any (auth.my_desks_as(array['supervisor', 'manager'])) and x.id <> all (auth.my_blocked_lists()) for update;
  if l.id is null then verdict := 'absent'; return; end if;
  if s.step_up_until is null or s.step_up_until < now() then verdict := 'unconfirmed'; return; end if;
  if p_shredded_on <> internal.japan_today()
    or p_effective_on <> p_shredded_on + (internal.retention_of(s.tenant_id)).backup_days then verdict := 'changed'; return; end if;
  -- Whoever would put a hold waits here, and then finds nothing to hold.
  perform 1 from public.case_ c join public.disposal_item i on i.tenant_id = c.tenant_id and i.case_id = c.id
  where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed' order by c.id for update of c;
  perform 1 from public.consultation c join public.disposal_item i on i.tenant_id = c.tenant_id and i.consultation_id = c.id
  where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed' order by c.id for update of c;
  -- And whoever amends what lies in one of the cases, likewise.
  perform 1 from public.consultation c join public.disposal_item i on i.tenant_id = c.tenant_id and i.case_id = c.case_id
  where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed' order by c.id for update of c;
  if p_records is distinct from array(select coalesce(i.case_id, i.consultation_id) from public.disposal_item i
    where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed' order by 1)
    or cardinality(p_macs) is distinct from cardinality(p_records) or cardinality(p_records) = 0 then verdict := 'changed'; return; end if;
  for r in
    select st.* from public.disposal_item i
    cross join lateral internal.retention_state(s.tenant_id, i.kind, coalesce(i.case_id, i.consultation_id)) st
    where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed'
  loop
    if r.is_held then verdict := 'held'; return; end if;
    if r.desk_id is distinct from l.desk_id or r.keep_until is null or r.keep_until >= internal.japan_today() then verdict := 'changed'; return; end if;
  end loop;
  if cardinality(p_records) <> (select count(*) from public.disposal_item i
    cross join lateral internal.retention_state(s.tenant_id, i.kind, coalesce(i.case_id, i.consultation_id)) st
    where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed') then verdict := 'changed'; return; end if;
  select encode(sha256(convert_to(string_agg(i.kind || ' ' || coalesce(i.case_id, i.consultation_id)::text || ' '
      || internal.record_version(i.tenant_id, i.kind, coalesce(i.case_id, i.consultation_id)), E'\n'
    order by coalesce(i.case_id, i.consultation_id)), 'UTF8')), 'hex') into listed
  from public.disposal_item i where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed';
  select encode(sha256(convert_to(coalesce(string_agg(encode(n.name, 'hex'), E'\n' order by encode(n.name, 'hex') collate "C"), ''), 'UTF8')), 'hex')
  into named from unnest(p_parties) as n (name);
  asked := 'counterparts_head=' || left(named, 32) || ';counterparts_tail=' || right(named, 32) || ';items_head=' || left(listed, 32) || ';items_tail=' || right(listed, 32) || ';list_id=' || p_list::text;
  if not exists (select from auth.act_approval a where a.tenant_id = s.tenant_id and a.id = p_act and a.fields = asked)
    or not auth.spend_act(p_act, 'disposal.shred', p_seal) then verdict := 'unagreed'; return; end if;

  insert into auth.shred_ledger (tenant_id, id, kind, desk_id, list_id, shredded_on, effective_on, mac)
  select s.tenant_id, n.id, i.kind, l.desk_id, p_list, p_shredded_on, p_effective_on, n.mac
  from unnest(p_records, p_macs) as n (id, mac)
  join public.disposal_item i on i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed'
    and coalesce(i.case_id, i.consultation_id) = n.id;
  for r in select i.kind, coalesce(i.case_id, i.consultation_id) as id from public.disposal_item i
    where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed' order by 2
  loop
    select * into gone from internal.shred_and_tell(s.tenant_id, r.kind, r.id, p_parties);
    labels := labels || gone.labels;
    row_ids := row_ids || gone.row_ids;
  end loop;
  update public.disposal_item i set state = 'shredded' where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed';
  update public.disposal_list x set state = 'done', ended_by = s.user_id, ended_at = now() where x.tenant_id = s.tenant_id and x.id = p_list;
  verdict := 'done';
end $$;
call internal.definer('auth.shred_disposal(uuid, bytea, uuid, uuid[], bytea[], bytea[], date, date)', 'yorube_app');

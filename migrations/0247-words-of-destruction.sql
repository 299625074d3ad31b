-- What a destruction empties stands in the sealed record by itself (docs/adr/0029): the line of the act carries the hash of nothing for
-- every document that went, and for every key. Before, `verify` took empty bytes wherever a plain column said that they were of a
-- record that was destroyed by decision.

-- The documents of one record that are there (p_gone false), or that are not and of which nothing says that they were destroyed (true);
-- beside them its compartments as `compartment_grant.wrap`, and the record itself as `shred_ledger.mac`. Nothing where the record was already
-- said to be destroyed: whoever moves rows into a destroyed record and has it destroyed once more finds no word for them.
create function internal.places_of(p_tenant uuid, p_kind text, p_id uuid, p_gone boolean) returns table (label text, row_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  keys uuid[] := internal.keys_of(p_tenant, p_kind, p_id);
  people uuid[] := (select x.people from internal.parts_of(p_tenant, p_kind, p_id) x);
  t record;
begin
  if exists (select from audit.written w where w.label = 'shred_ledger.mac' and w.row_id = p_id) then return; end if;
  for t in
    select c.label, 'public' as home, c.table_name, c.column_name, 't.compartment_id = any ($2)' as belongs
    from internal.compartment_columns() c
    union all values ('attachment.content', 'public', 'attachment', 'content', 't.compartment_id = any ($2)'),
      ('person.desk_card', 'public', 'person', 'desk_card', 't.id = any ($3)'),
      ('case_.label', 'public', 'case_', 'label', 't.id = $4'),
      ('handover_note.note', 'public', 'handover_note', 'note', 't.case_id = $4'),
      ('break_glass.reason', 'auth', 'break_glass', 'reason', 't.case_id = $4')
  loop
    -- What never held anything is null, and nothing was ever written there.
    return query execute format(
      'select %1$L::text, t.id from %2$I.%3$I t where t.tenant_id = $1 and %4$s and case when $5
         then t.%5$I = %6$L or (t.%5$I is null and exists (select from audit.written w where w.label = %1$L and w.row_id = t.id))
         else octet_length(t.%5$I) > 0 end', t.label, t.home, t.table_name, t.belongs, t.column_name, '')
    using p_tenant, keys, people, p_id, p_gone;
  end loop;
  return query select 'compartment_grant.wrap'::text, k.id from unnest(keys) as k (id)
    where p_gone <> exists (select from auth.compartment_grant g where g.tenant_id = p_tenant and g.compartment_id = k.id);
  return query select 'shred_ledger.mac'::text, p_id;
end $$;
call internal.definer('internal.places_of(uuid, text, uuid, boolean)', 'yorube_definer');

-- Destroys one record and answers what went, once nobody writes under its keys any more. Refuses where the record says already that this
-- one was destroyed: a word that somebody put there before would leave the destruction without its own.
create function internal.shred_and_tell(p_tenant uuid, p_kind text, p_id uuid, p_parties bytea[], out labels text[], out row_ids uuid[])
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from auth.compartment k where k.tenant_id = p_tenant and k.id = any (internal.keys_of(p_tenant, p_kind, p_id))
  order by k.id for update;
  if exists (select from audit.written w where w.label = 'shred_ledger.mac' and w.row_id = p_id) then
    raise exception 'the record says already that % was destroyed', p_id; end if;
  select coalesce(array_agg(x.label), '{}'), coalesce(array_agg(x.row_id), '{}') into labels, row_ids
  from internal.places_of(p_tenant, p_kind, p_id, false) x;
  perform internal.shred_record(p_tenant, p_kind, p_id, p_parties);
end $$;
call internal.definer('internal.shred_and_tell(uuid, text, uuid, bytea[])', 'yorube_definer');

-- As in 0222, and answers what went.
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
  select encode(sha256(convert_to(string_agg(i.kind || ' ' || coalesce(i.case_id, i.consultation_id)::text, E'\n'
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

drop function internal.replay_shredding(uuid, uuid, text, uuid, uuid, date, date, bytea, bytea[]);
create function internal.replay_shredding(p_tenant uuid, p_id uuid, p_kind text, p_desk uuid, p_list uuid, p_shredded_on date,
                                          p_effective_on date, p_mac bytea, p_parties bytea[], out labels text[], out row_ids uuid[])
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  labels := '{}';
  row_ids := '{}';
  insert into auth.shred_ledger (tenant_id, id, kind, desk_id, list_id, shredded_on, effective_on, mac, replayed_at)
  values (p_tenant, p_id, p_kind, p_desk, p_list, p_shredded_on, p_effective_on, p_mac, now()) on conflict do nothing;
  -- A key that was put back is destroyed again, without a word: the record has it.
  if exists (select from audit.written w where w.label = 'shred_ledger.mac' and w.row_id = p_id) then
    perform internal.shred_record(p_tenant, p_kind, p_id, p_parties);
  else
    select x.labels, x.row_ids into labels, row_ids from internal.shred_and_tell(p_tenant, p_kind, p_id, p_parties) x;
  end if;
  update public.disposal_item i set state = 'shredded'
  where i.tenant_id = p_tenant and coalesce(i.case_id, i.consultation_id) = p_id and i.list_id = p_list and i.state = 'listed';
  update public.disposal_list l set state = 'done', ended_at = now() where l.tenant_id = p_tenant and l.id = p_list and l.state = 'proposed'
    and not exists (select from public.disposal_item i where i.tenant_id = p_tenant and i.list_id = p_list and i.state = 'listed');
end $$;
call internal.definer('internal.replay_shredding(uuid, uuid, text, uuid, uuid, date, date, bytea, bytea[])', 'yorube_definer');

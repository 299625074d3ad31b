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

-- Destroying a record is destroying every key that opens it (docs/adr/0022). Two people decide (0142): somebody who leads the
-- desk asks with a list, a manager agrees to exactly that list, and the asker's session carries it out, once. What was
-- destroyed stands in a ledger that is also kept outside the database and carried out again over a restored one.

-- Desks' roles count for an act, too: who may ask, and who may agree (p_decides).
create function auth.may_act(p_tenant uuid, p_user uuid, p_act text, p_fields text, p_decides boolean) returns boolean
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
    else false end
$$;
call internal.definer('auth.may_act(uuid, uuid, text, text, boolean)', 'yorube_definer');

drop policy read on auth.act_approval;
create policy read on auth.act_approval for select to yorube_app using (
  auth.act_role(act) = any ((select auth.my_roles())::text[])
  -- Whoever sees the list; row-level security holds within the condition, too.
  or (act = 'disposal.shred' and substring(fields from 'list_id=([0-9a-f-]{36})$') in (select l.id::text from public.disposal_list l)));

create or replace function auth.ask_act(p_id uuid, p_act text, p_fields text, p_expires_at timestamptz, p_mac bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  if s.id is null or not auth.may_act(s.tenant_id, s.user_id, p_act, p_fields, false) then return false; end if;
  -- A newer word takes the place of an older one: of an act for a list, the one for the same list, whoever asked.
  update auth.act_approval a set state = 'declined', decided_by = null, decided_at = now()
  where a.tenant_id = s.tenant_id and a.act = p_act and a.state in ('asked', 'approved')
    and case when p_act = 'disposal.shred' then right(a.fields, 36) = right(p_fields, 36) else a.asked_by = s.user_id end;
  insert into auth.act_approval (tenant_id, id, act, fields, mac, asked_by, expires_at)
  values (s.tenant_id, p_id, p_act, p_fields, p_mac, s.user_id, p_expires_at);
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id, made_by)
  select s.tenant_id, gen_random_uuid(), u.id, 'act.asked', p_act, p_id, s.user_id
  from auth.staff_user u
  where u.tenant_id = s.tenant_id and u.id <> s.user_id and u.state = 'active'
    and auth.may_act(s.tenant_id, u.id, p_act, p_fields, true);
  return true;
end $$;

create or replace function auth.decide_act(p_id uuid, p_mac bytea, p_agrees boolean) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  a auth.act_approval;
begin
  select * into a from auth.act_approval where tenant_id = s.tenant_id and id = p_id and state in ('asked', 'approved') for update;
  -- Whoever asked takes her own word back.
  if a.id is null or a.mac <> p_mac
    or not (auth.may_act(s.tenant_id, s.user_id, a.act, a.fields, true)
      or (a.asked_by = s.user_id and auth.may_act(s.tenant_id, s.user_id, a.act, a.fields, false))) then return 'absent'; end if;
  if not p_agrees then
    update auth.act_approval set state = 'declined', decided_by = s.user_id, decided_at = now() where tenant_id = s.tenant_id and id = p_id;
    return 'done';
  end if;
  if a.asked_by = s.user_id then return 'own'; end if;
  if a.state <> 'asked' then return 'absent'; end if;
  if s.step_up_until is null or s.step_up_until < now() then return 'unconfirmed'; end if;
  if a.expires_at < now() or not auth.may_act(s.tenant_id, a.asked_by, a.act, a.fields, false) then return 'stale'; end if;
  update auth.act_approval set state = 'approved', decided_by = s.user_id, decided_at = now() where tenant_id = s.tenant_id and id = p_id;
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id, made_by)
  values (s.tenant_id, gen_random_uuid(), a.asked_by, 'act.approved', a.act, a.id, s.user_id);
  return 'done';
end $$;

create or replace function auth.spend_act(p_id uuid, p_act text, p_mac bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  update auth.act_approval a set state = 'done', done_at = now()
  where a.tenant_id = s.tenant_id and a.id = p_id and a.act = p_act and a.mac = p_mac and a.state = 'approved'
    and a.asked_by = s.user_id and a.expires_at > now()
    and auth.may_act(s.tenant_id, s.user_id, a.act, a.fields, false)
    and auth.may_act(s.tenant_id, a.decided_by, a.act, a.fields, true);
  return found;
end $$;

-- What was destroyed: which record, when, by which list, and until when a backup may still open it. The vault's MAC stands over
-- all of it, so that nobody hides a deletion behind a line written by hand. Lines are added, and never changed.
create table auth.shred_ledger (
  tenant_id uuid not null references auth.tenant,
  -- The case or the consultation.
  id uuid not null,
  kind text not null check (kind in ('case', 'consultation')),
  desk_id uuid not null,
  list_id uuid not null,
  shredded_on date not null,
  effective_on date not null,
  mac bytea not null,
  -- Carried out again, over a database that was restored.
  replayed_at timestamptz,
  primary key (tenant_id, id),
  check (effective_on > shredded_on)
);
create index shred_ledger_list on auth.shred_ledger (tenant_id, list_id);
create index shred_ledger_desk on auth.shred_ledger (tenant_id, desk_id, shredded_on desc);
call internal.classify('auth.shred_ledger', 'tenant_id P, id P, kind P, desk_id P, list_id P, shredded_on P, effective_on P, mac K, replayed_at P');
call internal.protect('auth.shred_ledger');
revoke update, delete on auth.shred_ledger from yorube_definer;
grant select on auth.shred_ledger to yorube_app;
create policy read on auth.shred_ledger for select to yorube_app
  using (desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager']))::uuid[]));
create policy not_blocked on auth.shred_ledger as restrictive to yorube_app
  using (list_id <> all ((select auth.my_blocked_lists())::uuid[]));

-- What was destroyed belongs to no desk any more. Nobody sits here, and it has no key: no list, no search and no count reaches
-- its rows, and the codes that statistics need stay in their columns.
alter table auth.desk drop constraint desk_kind_check;
alter table auth.desk add constraint desk_kind_check check (kind in ('hub', 'asked', 'paper', 'nobody'));
alter table auth.desk add constraint desk_nobody_has_no_key check (kind <> 'nobody' or epoch is null);
create unique index desk_nobody on auth.desk (tenant_id) where kind = 'nobody';

create function internal.nobodys_desk(p_tenant uuid) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare found_id uuid;
begin
  insert into auth.desk (tenant_id, id, kind) values (p_tenant, gen_random_uuid(), 'nobody') on conflict do nothing;
  select d.id into found_id from auth.desk d where d.tenant_id = p_tenant and d.kind = 'nobody';
  return found_id;
end $$;
call internal.definer('internal.nobodys_desk(uuid)', 'yorube_definer');
create policy nobodys_is_hidden on auth.desk as restrictive to yorube_app using (kind <> 'nobody') with check (kind <> 'nobody');

-- Everything that belongs to one record: its consultations, people, what was asked of other desks, what others referred.
create function internal.parts_of(p_tenant uuid, p_kind text, p_id uuid, out records uuid[], out people uuid[],
                                  out requests uuid[], out referrals uuid[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with mine as (
    select c.id, c.person_id from public.consultation c where c.tenant_id = p_tenant
      and case p_kind when 'case' then c.case_id = p_id else c.id = p_id and c.case_id is null end)
  select array(select m.id from mine m),
    array(select p.id from public.person p where p.tenant_id = p_tenant and p_kind = 'case' and p.case_id = p_id
      union select p.id from mine m join public.person p on p.tenant_id = p_tenant and p.id = m.person_id
        where p.case_id is null or p.case_id = p_id),
    array(select r.request_id from public.request_case r where r.tenant_id = p_tenant and r.case_id = p_id),
    array(select o.referral_id from public.referral_outcome o where o.tenant_id = p_tenant
      and (o.case_id = p_id or o.consultation_id in (select m.id from mine m)))
$$;
call internal.definer('internal.parts_of(uuid, text, uuid)', 'yorube_definer');

-- Every compartment whose key opens something of it.
create function internal.keys_of(p_tenant uuid, p_kind text, p_id uuid) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select k.id from auth.compartment k where k.tenant_id = p_tenant and k.case_id = p_id
    union select c.compartment_id from public.case_ c where c.tenant_id = p_tenant and c.id = p_id
    union select c.compartment_id from public.consultation c where c.tenant_id = p_tenant and c.id = any (parts.records)
    union select v.compartment_id from public.consultation_version v where v.tenant_id = p_tenant and v.consultation_id = any (parts.records)
    union select p.compartment_id from public.person p where p.tenant_id = p_tenant and p.id = any (parts.people)
    union select w.compartment_id from public.whereabouts w where w.tenant_id = p_tenant and w.person_id = any (parts.people)
    union select r.compartment_id from public.request r where r.tenant_id = p_tenant and r.id = any (parts.requests)
    union select m.compartment_id from public.request_message m where m.tenant_id = p_tenant and m.request_id = any (parts.requests)
    union select a.compartment_id from public.official_act a where a.tenant_id = p_tenant and a.request_id = any (parts.requests)
    union select d.sheet_compartment_id from public.disclosure d
      where d.tenant_id = p_tenant and d.case_id = p_id and d.sheet_compartment_id is not null
    union select r.compartment_id from public.referral r where r.tenant_id = p_tenant and r.id = any (parts.referrals))
  from internal.parts_of(p_tenant, p_kind, p_id) parts
$$;
call internal.definer('internal.keys_of(uuid, text, uuid)', 'yorube_definer');

-- Takes every key of one record, what those keys opened, and what was copied from it under other keys. Knows nobody's permission: only the two functions
-- below call it, inside one transaction that ends whole or not at all. Done twice, it does no harm.
create function internal.shred_record(p_tenant uuid, p_kind text, p_id uuid, p_parties bytea[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  nobody uuid := internal.nobodys_desk(p_tenant);
  parts record;
  keys uuid[] := internal.keys_of(p_tenant, p_kind, p_id);
  t record;
begin
  select * into parts from internal.parts_of(p_tenant, p_kind, p_id);
  -- The keys. Whoever is in the middle of writing under one of them is refused (0136), and so is a grant of it later on.
  perform 1 from auth.compartment k where k.tenant_id = p_tenant and k.id = any (keys) order by k.id for update;
  insert into auth.retired_key (tenant_id, compartment_id, key_id)
  select distinct g.tenant_id, g.compartment_id, g.key_id from auth.compartment_grant g
  where g.tenant_id = p_tenant and g.compartment_id = any (keys) on conflict do nothing;
  delete from auth.compartment_grant g where g.tenant_id = p_tenant and g.compartment_id = any (keys);

  -- What they opened goes as well, so that no later weakness of a cipher brings it back, and the place is free.
  for t in
    select x.table_name, string_agg(format('%1$I = case when %1$I is not null then %2$L::bytea end', x.column_name, ''), ', ') as emptied
    from (select c.table_name, c.column_name from internal.compartment_columns() c
          union all values ('attachment', 'file_key'), ('attachment', 'content')) x group by x.table_name
  loop
    execute format('update public.%I set %s where tenant_id = $1 and compartment_id = any ($2)', t.table_name, t.emptied)
      using p_tenant, keys;
  end loop;

  -- Copies under keys of desks and people, which live on.
  update public.person p set desk_card = null where p.tenant_id = p_tenant and p.id = any (parts.people);
  update public.case_ c set label = null, assignee_id = null where c.tenant_id = p_tenant and c.id = p_id;
  update public.handover_note n set note = '' where n.tenant_id = p_tenant and n.case_id = p_id;
  update auth.break_glass b set reason = '', case_desk_id = nobody where b.tenant_id = p_tenant and b.case_id = p_id;
  delete from public.draft d where d.tenant_id = p_tenant and d.subject_id = any (array[p_id] || parts.records || parts.people || parts.requests || parts.referrals);

  -- Marks by which somebody could still be recognised, or connected with this record.
  delete from public.caller_token k where k.tenant_id = p_tenant and k.person_id = any (parts.people);
  delete from auth.case_token k where k.tenant_id = p_tenant and k.case_id = p_id;
  delete from auth.opposing_token k where k.tenant_id = p_tenant and k.party = any (p_parties);
  delete from auth.conflict_match m where m.tenant_id = p_tenant and m.case_id = p_id;
  delete from public.case_seen s where s.tenant_id = p_tenant and s.case_id = p_id;
  delete from public.notice n where n.tenant_id = p_tenant
    and (n.compartment_id = any (keys) or n.object_id = any (array[p_id] || parts.records || parts.people || parts.requests || parts.referrals));

  -- The rows belong to no desk any more. The register of what left stays with the desk that let it out, and so does what it knows
  -- of its own lists.
  for t in
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.relname not in ('release', 'release_order', 'disposal_item')
      and 3 = (select count(*) from pg_attribute a
               where a.attrelid = c.oid and a.attname in ('tenant_id', 'case_id', 'desk_id') and not a.attisdropped)
  loop
    execute format('update public.%I set desk_id = $1 where tenant_id = $2 and case_id = $3', t.relname) using nobody, p_tenant, p_id;
  end loop;
  update public.case_ c set desk_id = nobody where c.tenant_id = p_tenant and c.id = p_id;
  update public.consultation c set desk_id = nobody where c.tenant_id = p_tenant and c.id = any (parts.records);
  update public.consultation_version v set desk_id = nobody where v.tenant_id = p_tenant and v.consultation_id = any (parts.records);
  update public.retention_hold h set desk_id = nobody where h.tenant_id = p_tenant and h.consultation_id = any (parts.records);
  update public.person p set desk_id = nobody where p.tenant_id = p_tenant and p.id = any (parts.people);
  update public.whereabouts w set desk_id = nobody where w.tenant_id = p_tenant and w.person_id = any (parts.people);
  update public.same_person s set desk_id = nobody where s.tenant_id = p_tenant and (s.person_id = any (parts.people) or s.other_id = any (parts.people));
  update public.request r set from_desk_id = nobody, taken_by = null where r.tenant_id = p_tenant and r.id = any (parts.requests);
  update public.request_message m set from_desk_id = nobody where m.tenant_id = p_tenant and m.request_id = any (parts.requests);
  update public.official_act a set desk_id = nobody, shared_desk_id = null where a.tenant_id = p_tenant and a.request_id = any (parts.requests);
  update public.referral r set from_desk_id = nobody, to_desk_id = nobody where r.tenant_id = p_tenant and r.id = any (parts.referrals);
  update public.referral_outcome o set desk_id = nobody where o.tenant_id = p_tenant and o.referral_id = any (parts.referrals);
  update auth.compartment k set owner_desk_id = nobody where k.tenant_id = p_tenant and k.id = any (keys);
end $$;
call internal.definer('internal.shred_record(uuid, text, uuid, bytea[])', 'yorube_definer');

-- By which opposing parties of a record are known: the vault makes the keyed names from these words (src/modules/cases/counterpart.ts).
create function internal.parties_of(p_tenant uuid, p_kind text, p_id uuid) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array['safety of ' || p_id::text] || array(
    select p.id::text from public.person p where p.tenant_id = p_tenant and p_kind = 'case' and p.case_id = p_id)
$$;
call internal.definer('internal.parties_of(uuid, text, uuid)', 'yorube_definer');

-- For the command that verifies: what may be empty, and what nobody can open.
create function internal.shredded_keys() returns table (tenant_id uuid, record_id uuid, compartment_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.tenant_id, l.id, unnest(internal.keys_of(l.tenant_id, l.kind, l.id)) from auth.shred_ledger l
$$;
call internal.definer('internal.shredded_keys()', 'yorube_definer');

-- What is to be destroyed with a list, for the session that will: its parties, so that the vault can name them.
create function auth.disposal_parties(p_list uuid) returns table (record_id uuid, kind text, desk_id uuid, parties text[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(i.case_id, i.consultation_id), i.kind, i.desk_id,
    internal.parties_of(i.tenant_id, i.kind, coalesce(i.case_id, i.consultation_id))
  from public.disposal_item i join public.disposal_list l on l.tenant_id = i.tenant_id and l.id = i.list_id
  where i.tenant_id = (select auth.my_tenant()) and i.list_id = p_list and i.state = 'listed' and l.state = 'proposed'
    and l.desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager']))::uuid[])
    and l.id <> all ((select auth.my_blocked_lists())::uuid[])
  order by 1
$$;
call internal.definer('auth.disposal_parties(uuid)', 'yorube_app');

-- Carries a list out: everything on it or nothing, in the transaction that spends the agreement. 'done', or why not: 'absent',
-- 'unconfirmed', 'unagreed' (nobody agreed to exactly this list), 'held', 'changed' (something of it is not due any more).
create function auth.shred_disposal(p_act uuid, p_seal bytea, p_list uuid, p_records uuid[], p_macs bytea[], p_parties bytea[],
                                    p_shredded_on date, p_effective_on date) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  l public.disposal_list;
  listed text;
  asked text;
  r record;
begin
  select * into l from public.disposal_list x where x.tenant_id = s.tenant_id and x.id = p_list and x.state = 'proposed'
    and x.desk_id = any (auth.my_desks_as(array['supervisor', 'manager'])) and x.id <> all (auth.my_blocked_lists()) for update;
  if l.id is null then return 'absent'; end if;
  if s.step_up_until is null or s.step_up_until < now() then return 'unconfirmed'; end if;
  if p_shredded_on <> internal.japan_today()
    or p_effective_on <> p_shredded_on + (internal.retention_of(s.tenant_id)).backup_days then return 'changed'; end if;
  -- Whoever would put a hold waits here, and then finds nothing to hold.
  perform 1 from public.case_ c join public.disposal_item i on i.tenant_id = c.tenant_id and i.case_id = c.id
  where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed' order by c.id for update of c;
  perform 1 from public.consultation c join public.disposal_item i on i.tenant_id = c.tenant_id and i.consultation_id = c.id
  where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed' order by c.id for update of c;
  if p_records is distinct from array(select coalesce(i.case_id, i.consultation_id) from public.disposal_item i
    where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed' order by 1)
    or cardinality(p_macs) is distinct from cardinality(p_records) or cardinality(p_records) = 0 then return 'changed'; end if;
  for r in
    select st.* from public.disposal_item i
    cross join lateral internal.retention_state(s.tenant_id, i.kind, coalesce(i.case_id, i.consultation_id)) st
    where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed'
  loop
    if r.is_held then return 'held'; end if;
    if r.desk_id is distinct from l.desk_id or r.keep_until is null or r.keep_until >= internal.japan_today() then return 'changed'; end if;
  end loop;
  if cardinality(p_records) <> (select count(*) from public.disposal_item i
    cross join lateral internal.retention_state(s.tenant_id, i.kind, coalesce(i.case_id, i.consultation_id)) st
    where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed') then return 'changed'; end if;
  select encode(sha256(convert_to(string_agg(i.kind || ' ' || coalesce(i.case_id, i.consultation_id)::text, E'\n'
    order by coalesce(i.case_id, i.consultation_id)), 'UTF8')), 'hex') into listed
  from public.disposal_item i where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed';
  asked := 'items_head=' || left(listed, 32) || ';items_tail=' || right(listed, 32) || ';list_id=' || p_list::text;
  if not exists (select from auth.act_approval a where a.tenant_id = s.tenant_id and a.id = p_act and a.fields = asked)
    or not auth.spend_act(p_act, 'disposal.shred', p_seal) then return 'unagreed'; end if;

  insert into auth.shred_ledger (tenant_id, id, kind, desk_id, list_id, shredded_on, effective_on, mac)
  select s.tenant_id, n.id, i.kind, l.desk_id, p_list, p_shredded_on, p_effective_on, n.mac
  from unnest(p_records, p_macs) as n (id, mac)
  join public.disposal_item i on i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed'
    and coalesce(i.case_id, i.consultation_id) = n.id;
  for r in select i.kind, coalesce(i.case_id, i.consultation_id) as id from public.disposal_item i
    where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed' order by 2
  loop
    perform internal.shred_record(s.tenant_id, r.kind, r.id, p_parties);
  end loop;
  update public.disposal_item i set state = 'shredded' where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed';
  update public.disposal_list x set state = 'done', ended_by = s.user_id, ended_at = now() where x.tenant_id = s.tenant_id and x.id = p_list;
  return 'done';
end $$;
call internal.definer('auth.shred_disposal(uuid, bytea, uuid, uuid[], bytea[], bytea[], date, date)', 'yorube_app');

-- The ledger as it is kept outside, and as it is carried out again over a database that was restored to an earlier moment. No
-- role that serves may call the second; the step before anything serves does, with what the vault has found genuine.
create function auth.shreddings() returns table (tenant_id uuid, id uuid, kind text, desk_id uuid, list_id uuid, shredded_on text,
                                                 effective_on text, mac bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.tenant_id, l.id, l.kind, l.desk_id, l.list_id, l.shredded_on::text, l.effective_on::text, l.mac
  from auth.shred_ledger l order by l.shredded_on, l.tenant_id, l.id
$$;
call internal.definer('auth.shreddings()', 'yorube_worker');
create function auth.count_shreddings() returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*)::integer from auth.shred_ledger
$$;
call internal.definer('auth.count_shreddings()', 'yorube_worker');

create function internal.replay_shredding(p_tenant uuid, p_id uuid, p_kind text, p_desk uuid, p_list uuid, p_shredded_on date,
                                          p_effective_on date, p_mac bytea, p_parties bytea[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into auth.shred_ledger (tenant_id, id, kind, desk_id, list_id, shredded_on, effective_on, mac, replayed_at)
  values (p_tenant, p_id, p_kind, p_desk, p_list, p_shredded_on, p_effective_on, p_mac, now()) on conflict do nothing;
  perform internal.shred_record(p_tenant, p_kind, p_id, p_parties);
  update public.disposal_item i set state = 'shredded'
  where i.tenant_id = p_tenant and coalesce(i.case_id, i.consultation_id) = p_id and i.list_id = p_list and i.state = 'listed';
  update public.disposal_list l set state = 'done', ended_at = now() where l.tenant_id = p_tenant and l.id = p_list and l.state = 'proposed'
    and not exists (select from public.disposal_item i where i.tenant_id = p_tenant and i.list_id = p_list and i.state = 'listed');
end $$;
call internal.definer('internal.replay_shredding(uuid, uuid, text, uuid, uuid, date, date, bytea, bytea[])', 'yorube_definer');

-- A row is written only under a row that its writer sees. Foreign keys look past row-level security: without this, a row
-- could be hung under another desk's case, and a refusal or an acceptance would tell whether that case exists.

create procedure internal.has_parent(child regclass, parent_column text, parent regclass) language plpgsql as $$
declare
  is_visible text := format('%1$s is null or exists (select from %2$s p where p.tenant_id = %3$s.tenant_id and p.id = %3$s.%1$s)',
    quote_ident(parent_column), parent, (select quote_ident(c.relname) from pg_class c where c.oid = child));
begin
  execute format('create policy %I on %s as restrictive for insert to yorube_app with check (%s)',
    'parent_' || parent_column, child, is_visible);
  -- Where the column may be changed, it is changed to a row that is seen, too.
  if has_column_privilege('yorube_app', child, parent_column, 'update') then
    execute format('create policy %I on %s as restrictive for update to yorube_app using (true) with check (%s)',
      'parent_' || parent_column || '_kept', child, is_visible);
  end if;
end $$;

-- What is changed after the writing, and nothing else. Of a release only what became of the paper; of an order only its
-- use; a desk's official act stays as it was written; a hand-over note outlives its desk's hold on the case it names.
revoke update on release, release_order, official_act, handover_note, same_person, caller_token from yorube_app;
grant update (paper_state, paper_changed_at, paper_changed_by) on release to yorube_app;
grant update (used_by, used_at) on release_order to yorube_app;
grant update (until) on handover_note to yorube_app;
grant update (unsaid_by, unsaid_at) on same_person to yorube_app;
grant update (desk_id) on caller_token to yorube_app;
drop policy change on official_act;

-- A correction amends a note of the same case.
alter table case_note add unique (tenant_id, case_id, id);
alter table case_note drop constraint case_note_tenant_id_amends_id_fkey;
alter table case_note add foreign key (tenant_id, case_id, amends_id) references case_note (tenant_id, case_id, id);

do $$
declare pair text;
begin
  foreach pair in array array[
    'auth.compartment case_id case_',
    'person case_id case_', 'person compartment_id auth.compartment',
    'whereabouts person_id person', 'whereabouts case_id case_', 'whereabouts compartment_id auth.compartment',
    'caller_token person_id person', 'same_person person_id person', 'same_person other_id person',
    'case_ client_id person', 'case_ compartment_id auth.compartment',
    'case_note case_id case_', 'case_note compartment_id auth.compartment',
    'case_event case_id case_', 'case_event compartment_id auth.compartment',
    'case_seen case_id case_',
    'approval case_id case_', 'approval compartment_id auth.compartment',
    'attachment case_id case_', 'attachment compartment_id auth.compartment',
    'consultation case_id case_', 'consultation person_id person', 'consultation compartment_id auth.compartment',
    'consultation_version consultation_id consultation', 'consultation_version case_id case_',
    'consultation_version compartment_id auth.compartment',
    'handover_note case_id case_', 'handover_read note_id handover_note',
    'disclosure case_id case_', 'disclosure compartment_id auth.compartment', 'disclosure sheet_compartment_id auth.compartment',
    'ledger_reading case_id case_', 'ledger_reading release_id release',
    'request compartment_id auth.compartment', 'request disclosure_id disclosure',
    'request_case request_id request', 'request_case case_id case_',
    'request_message request_id request', 'request_message compartment_id auth.compartment',
    'official_act request_id request', 'official_act compartment_id auth.compartment',
    'referral compartment_id auth.compartment',
    'referral_outcome referral_id referral', 'referral_outcome consultation_id consultation', 'referral_outcome case_id case_',
    'release case_id case_', 'release_order case_id case_',
    'notice_read notice_id notice'
  ] loop
    call internal.has_parent(split_part(pair, ' ', 1)::regclass, split_part(pair, ' ', 2), split_part(pair, ' ', 3)::regclass);
  end loop;
end $$;

-- A case changes hands: every row of it, in whichever table, and every key's ownership, in one act. The keys
-- themselves are wrapped to the receiving desk before (src/platform/compartments.ts). False = not mine to give.
-- Hand-over notes are sealed under the desk's own key and stay where they were written.
create or replace function auth.hand_over_case(p_case uuid, p_to uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  giver uuid;
  t text;
begin
  select c.desk_id into giver from public.case_ c
  where c.tenant_id = tenant and c.id = p_case
    and c.desk_id = any (auth.my_desks_as(array['supervisor', 'manager']))
    and c.id <> all (auth.my_blocked_cases())
  for update;
  if giver is null or giver = p_to or not exists (
    select from auth.desk d where d.tenant_id = tenant and d.id = p_to and d.kind = 'hub' and d.epoch is not null)
  then return false; end if;
  for t in
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'handover_note'
      and 3 = (select count(*) from pg_attribute a
               where a.attrelid = c.oid and a.attname in ('tenant_id', 'case_id', 'desk_id') and not a.attisdropped)
  loop
    execute format('update public.%I set desk_id = $1 where tenant_id = $2 and case_id = $3 and desk_id = $4', t)
      using p_to, tenant, p_case, giver;
  end loop;
  -- The card under the giving desk's key says nothing to the receiving desk: it is made anew there.
  update public.person set desk_card = null where tenant_id = tenant and case_id = p_case;
  update public.caller_token set desk_id = p_to where tenant_id = tenant
    and person_id in (select p.id from public.person p where p.tenant_id = tenant and p.case_id = p_case);
  update public.same_person set desk_id = p_to where tenant_id = tenant and desk_id = giver
    and person_id in (select p.id from public.person p where p.tenant_id = tenant and p.case_id = p_case)
    and other_id in (select p.id from public.person p where p.tenant_id = tenant and p.case_id = p_case);
  update public.request set from_desk_id = p_to where tenant_id = tenant and from_desk_id = giver
    and id in (select r.request_id from public.request_case r where r.tenant_id = tenant and r.case_id = p_case);
  update public.request_message set from_desk_id = p_to where tenant_id = tenant and from_desk_id = giver
    and request_id in (select r.request_id from public.request_case r where r.tenant_id = tenant and r.case_id = p_case);
  -- What was shared with the giving desk is shared with the receiving one (auth.pass_on_shares).
  update public.official_act set shared_desk_id = p_to where tenant_id = tenant and shared_desk_id = giver
    and request_id in (select r.request_id from public.request_case r where r.tenant_id = tenant and r.case_id = p_case);
  update public.referral set to_desk_id = p_to where tenant_id = tenant and to_desk_id = giver
    and id in (select o.referral_id from public.referral_outcome o where o.tenant_id = tenant and o.case_id = p_case);
  update auth.compartment set owner_desk_id = p_to
    where tenant_id = tenant and case_id = p_case and owner_desk_id = giver;
  update public.case_ set desk_id = p_to, assignee_id = null, label = null, moved_at = now()
    where tenant_id = tenant and id = p_case;
  -- What stays at the giving desk, which sees the case no more: that it has given it, when and to whom. A later transfer
  -- does not take this line along, for it does not belong to the holder.
  insert into public.case_event (tenant_id, id, case_id, desk_id, compartment_id, kind, actor_id, object_id)
  select tenant, gen_random_uuid(), c.id, giver, c.compartment_id, 'handed_over', auth.my_user(), p_to
  from public.case_ c where c.tenant_id = tenant and c.id = p_case;
  return true;
end $$;

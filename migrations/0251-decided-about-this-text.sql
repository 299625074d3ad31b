-- What two decided to give her was bound to records and not to what stood in them: what was amended after the decision was printed as
-- amended, though nobody had decided about that text. Each answer says from now on which version of the record it is about.
alter table access_item add column version text;
call internal.classify('access_item', 'version P');

-- Which version of each record stands now: its revision, and whatever else of it is printed that no revision counts (the state of a
-- decision or of a disclosure). A file's content never changes under its id. 'gone': it is no longer held in this case.
create function internal.access_versions(p_tenant uuid, p_access uuid) returns table (item_id uuid, version text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.id, coalesce(case i.kind
    when 'core' then (select c.core_rev::text from public.case_ c where c.tenant_id = i.tenant_id and c.id = i.object_id and c.id = i.case_id)
    when 'safety' then (select c.safety_rev::text from public.case_ c where c.tenant_id = i.tenant_id and c.id = i.object_id and c.id = i.case_id)
    when 'person' then (select concat_ws('.', p.rev, p.part) from public.person p
      where p.tenant_id = i.tenant_id and p.id = i.object_id and p.case_id = i.case_id)
    when 'whereabouts' then (select concat_ws('.', w.rev, w.kind) from public.whereabouts w
      where w.tenant_id = i.tenant_id and w.id = i.object_id and w.case_id = i.case_id)
    when 'file' then (select a.rev::text from public.attachment a
      where a.tenant_id = i.tenant_id and a.id = i.object_id and a.case_id = i.case_id and a.removed_at is null)
    when 'consultation' then (select concat_ws('.', c.rev, c.channel) from public.consultation c
      where c.tenant_id = i.tenant_id and c.id = i.object_id and c.case_id = i.case_id)
    when 'note' then (select concat_ws('.', n.rev, n.kind) from public.case_note n
      where n.tenant_id = i.tenant_id and n.id = i.object_id and n.case_id = i.case_id)
    when 'decision' then (select concat_ws('.', a.rev, a.kind, a.state, a.mode, a.decided_by) from public.approval a
      where a.tenant_id = i.tenant_id and a.id = i.object_id and a.case_id = i.case_id)
    when 'disclosure' then (select concat_ws('.', d.rev, d.state, d.decision, d.recipient_desk_id) from public.disclosure d
      where d.tenant_id = i.tenant_id and d.id = i.object_id and d.case_id = i.case_id)
    when 'hands' then (select concat_ws('.', e.kind, e.to_state, e.object_id) from public.case_event e
      where e.tenant_id = i.tenant_id and e.id = i.object_id and e.case_id = i.case_id)
    -- A request, or one step of its exchange.
    when 'request' then coalesce(
      (select concat_ws('.', r.rev, r.to_desk_id) from public.request r
        join public.request_case c on c.tenant_id = r.tenant_id and c.request_id = r.id
        where r.tenant_id = i.tenant_id and r.id = i.object_id and c.case_id = i.case_id),
      (select concat_ws('.', m.kind, m.to_desk_id) from public.request_message m
        join public.request_case c on c.tenant_id = m.tenant_id and c.request_id = m.request_id
        where m.tenant_id = i.tenant_id and m.id = i.object_id and c.case_id = i.case_id))
    end, 'gone')
  from public.access_item i where i.tenant_id = p_tenant and i.access_id = p_access
$$;
call internal.definer('internal.access_versions(uuid, uuid)', 'yorube_definer');

-- For whoever has the request before her.
create function auth.access_versions(p_id uuid) returns table (item_id uuid, version text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select v.item_id, v.version
  from public.access_request a cross join lateral internal.access_versions(a.tenant_id, a.id) v
  where a.tenant_id = auth.my_tenant() and a.id = p_id
    and a.desk_id = any (auth.my_desks_as(array['counselor', 'supervisor', 'manager'])) and not auth.is_kept_access(a.id)
$$;
call internal.definer('auth.access_versions(uuid)', 'yorube_app');

-- Whether something of which she is given anything is no longer what was decided about. What is withheld gives nothing of it away.
create function internal.is_given_otherwise(p_tenant uuid, p_access uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from public.access_item i join internal.access_versions(p_tenant, p_access) v on v.item_id = i.id
    where i.tenant_id = p_tenant and i.access_id = p_access and i.choice <> 'withhold' and i.version is distinct from v.version)
$$;
call internal.definer('internal.is_given_otherwise(uuid, uuid)', 'yorube_definer');

-- 'changed': one of them is no longer what she saw. Who saves the same answer to a record that changed has looked again: it is her word.
drop function auth.propose_access(uuid, integer, uuid[], text[], integer[], boolean[]);
create function auth.propose_access(p_id uuid, p_turn integer, p_items uuid[], p_versions text[], p_choices text[], p_grounds integer[],
                                    p_third_party boolean[])
returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  a public.access_request := internal.my_access(p_id, array['counselor', 'supervisor', 'manager']);
  changed uuid[];
begin
  if s.id is null or a.id is null then return 'absent'; end if;
  if a.state <> 'identified' then return 'moved'; end if;
  if exists (select from unnest(p_items, p_versions) as n (id, version)
    join internal.access_versions(s.tenant_id, p_id) v on v.item_id = n.id
    where v.version is distinct from n.version) then return 'changed'; end if;
  select array_agg(i.id) into changed
  from unnest(p_items, p_versions, p_choices, p_grounds, p_third_party) as n (id, version, choice, ground, third_party)
  join public.access_item i on i.tenant_id = s.tenant_id and i.access_id = p_id and i.id = n.id
  where (i.version, i.choice, i.ground, i.third_party) is distinct from (n.version, n.choice, n.ground, n.third_party);
  if changed is null then return 'done'; end if;
  if exists (select from public.access_item i where i.tenant_id = s.tenant_id and i.id = any (changed) and (p_turn is null or i.turn > p_turn))
  then return 'moved'; end if;
  update public.access_request x set proposed_by = s.user_id, turn = x.turn + 1 where x.tenant_id = s.tenant_id and x.id = p_id;
  update public.access_item i set version = n.version, choice = n.choice, ground = n.ground, third_party = n.third_party,
    proposed_by = s.user_id, turn = a.turn + 1,
    proposers = case when s.user_id = any (i.proposers) then i.proposers else i.proposers || s.user_id end
  from unnest(p_items, p_versions, p_choices, p_grounds, p_third_party) as n (id, version, choice, ground, third_party)
  where i.tenant_id = s.tenant_id and i.access_id = p_id and i.id = n.id and i.id = any (changed);
  return 'done';
end $$;
call internal.definer('auth.propose_access(uuid, integer, uuid[], text[], text[], integer[], boolean[])', 'yorube_app');

create or replace function auth.decide_access(p_id uuid, p_turn integer) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  a public.access_request := internal.my_access(p_id, array['supervisor', 'manager']);
begin
  if s.id is null or a.id is null then return 'absent'; end if;
  if a.state <> 'identified' or a.turn is distinct from p_turn then return 'moved'; end if;
  if not exists (select from public.access_item i where i.tenant_id = s.tenant_id and i.access_id = p_id)
    or exists (select from public.access_item i where i.tenant_id = s.tenant_id and i.access_id = p_id
      and (i.choice is null or i.proposed_by is null)) then return 'unanswered'; end if;
  if a.proposed_by = s.user_id or exists (select from public.access_item i
    where i.tenant_id = s.tenant_id and i.access_id = p_id and s.user_id = any (i.proposers || i.proposed_by)) then return 'own'; end if;
  if exists (select from public.access_item i join internal.access_versions(s.tenant_id, p_id) v on v.item_id = i.id
    where i.tenant_id = s.tenant_id and i.access_id = p_id and i.version is distinct from v.version) then return 'changed'; end if;
  update public.access_request x set state = 'decided', decided_by = s.user_id, decided_at = now(), turn = x.turn + 1
  where x.tenant_id = s.tenant_id and x.id = p_id;
  return 'done';
end $$;

create or replace function auth.give_access(p_id uuid, p_release uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  a public.access_request := internal.my_access(p_id, array['counselor', 'supervisor', 'manager']);
begin
  if s.id is null or a.id is null then return 'absent'; end if;
  if s.step_up_until is null or s.step_up_until < now() then return 'absent'; end if;
  if a.state <> 'decided' or not exists (select from public.release r
    where r.tenant_id = s.tenant_id and r.id = p_release and r.document = 'subject_access_packet' and r.subject_id = p_id)
  then return 'moved'; end if;
  if internal.is_given_otherwise(s.tenant_id, p_id) then return 'changed'; end if;
  update public.access_request x set state = 'given', ended_by = s.user_id, ended_at = now(), release_id = p_release, turn = x.turn + 1
  where x.tenant_id = s.tenant_id and x.id = p_id;
  return 'done';
end $$;

-- Back to the proposal, with every answer as it was: what two decided is about another text by now. As long as it is not, nobody
-- undoes it that way ('unchanged').
create function auth.reopen_access(p_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  a public.access_request := internal.my_access(p_id, array['counselor', 'supervisor', 'manager']);
begin
  if s.id is null or a.id is null then return 'absent'; end if;
  if a.state <> 'decided' then return 'moved'; end if;
  if not internal.is_given_otherwise(s.tenant_id, p_id) then return 'unchanged'; end if;
  update public.access_request x set state = 'identified', decided_by = null, decided_at = null, end_asked_by = null, end_asked_as = null,
    turn = x.turn + 1
  where x.tenant_id = s.tenant_id and x.id = p_id;
  return 'done';
end $$;
call internal.definer('auth.reopen_access(uuid)', 'yorube_app');

create or replace function internal.keep_access_order() returns trigger
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_reopened boolean := old.state = 'decided' and new.state = 'identified' and new.decided_by is null and new.decided_at is null
    and internal.is_given_otherwise(old.tenant_id, old.id);
begin
  if new.state <> old.state and not is_reopened and (old.state, new.state) not in (
    ('received', 'identified'), ('identified', 'decided'), ('decided', 'given'), ('received', 'refused'), ('identified', 'refused'),
    ('decided', 'refused'), ('received', 'withdrawn'), ('identified', 'withdrawn'), ('decided', 'withdrawn')) then
    raise exception 'a request goes from % to no %', old.state, new.state using errcode = 'check_violation';
  end if;
  if old.state not in ('received', 'identified')
    and (new.case_id, new.requester, new.received_on, new.due_on, new.extended_on, new.proofs, new.asked_herself, new.identified_by,
         new.identified_at, new.proposed_by, new.made_by)
      is distinct from
        (old.case_id, old.requester, old.received_on, old.due_on, old.extended_on, old.proofs, old.asked_herself, old.identified_by,
         old.identified_at, old.proposed_by, old.made_by) then
    raise exception 'what was decided stays' using errcode = 'check_violation';
  end if;
  if old.state not in ('received', 'identified') and not is_reopened
    and (new.decided_by, new.decided_at) is distinct from (old.decided_by, old.decided_at) then
    raise exception 'what was decided stays' using errcode = 'check_violation';
  end if;
  if old.state in ('given', 'refused', 'withdrawn') and (new.ended_by, new.release_id) is distinct from (old.ended_by, old.release_id) then
    raise exception 'it has ended' using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger keep_access_items on access_item;
create trigger keep_access_items before insert or update of access_id, kind, object_id, day, third_party, choice, ground, proposed_by, proposers,
  version
  on access_item for each row execute function internal.keep_access_items();

-- Requests for records, found by reading 0162 and 0194 as an attacker: whoever held one session with SQL of her own wrote a
-- colleague's name beside her own proposal and decided it, and the state alone was enough. From here on the words of a request
-- change through functions only, which take the person from the session; the application writes what came, and nothing else.

-- Everybody who ever put a value to a record, not only the last: none of them decides. And at which turn of the request the
-- value that stands there was put, so that nobody writes over what she has not seen.
alter table access_item
  add column proposers uuid[] not null default '{}',
  add column turn integer not null default 0,
  add constraint access_item_whole check (case when choice is null or choice = 'disclose' then ground is null else ground is not null end);
call internal.classify('access_item', 'proposers P, turn P');
update access_item i set proposers = array[i.proposed_by], turn = a.turn from access_request a
where i.proposed_by is not null and a.tenant_id = i.tenant_id and a.id = i.access_id;

-- Staff who declared somebody named like whoever asks, or like whom it is about; and, where no case is meant, cases in which
-- somebody is named like her. For those staff, and for whom such a case does not exist, the request does not exist either.
alter table access_request
  add column kept_from uuid[] not null default '{}',
  add column near_cases uuid[] not null default '{}';
call internal.classify('access_request', 'kept_from P, near_cases P');
drop policy not_blocked on access_request;
create policy not_blocked on access_request as restrictive to yorube_app using (
  (case_id is null or case_id <> all ((select auth.my_blocked_cases())::uuid[]))
  and not near_cases && (select auth.my_blocked_cases())::uuid[]
  and (made_by = (select auth.my_user()) or (select auth.my_user()) <> all (kept_from)));
alter table access_request
  add constraint access_request_identified check (state in ('received', 'refused', 'withdrawn') or (identified_by is not null and identified_at is not null)),
  add constraint access_request_decided check (state not in ('decided', 'given') or (decided_by is not null and decided_at is not null)),
  add constraint access_request_ended check (state not in ('given', 'refused', 'withdrawn') or (ended_by is not null and ended_at is not null)),
  add constraint access_request_given check (state <> 'given' or release_id is not null);

revoke insert, update on access_request, access_item from yorube_app;
grant insert (tenant_id, id, desk_id, compartment_id, case_id, requester, received_on, due_on, made_by, kept_from, near_cases, schema_no, words)
  on access_request to yorube_app;
grant insert (tenant_id, id, access_id, case_id, desk_id, kind, object_id, day, with_desk, third_party) on access_item to yorube_app;
drop policy change on access_request;
drop policy parent_release_id on access_request;
drop policy parent_release_id_kept on access_request;
drop policy change on access_item;

-- The order of the steps, and what was decided stays as it was decided: whoever writes, functions and operators alike.
create function internal.keep_access_order() returns trigger
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.state <> old.state and (old.state, new.state) not in (
    ('received', 'identified'), ('identified', 'decided'), ('decided', 'given'), ('received', 'refused'), ('identified', 'refused'),
    ('decided', 'refused'), ('received', 'withdrawn'), ('identified', 'withdrawn'), ('decided', 'withdrawn')) then
    raise exception 'a request goes from % to no %', old.state, new.state using errcode = 'check_violation';
  end if;
  if old.state not in ('received', 'identified')
    and (new.case_id, new.requester, new.received_on, new.due_on, new.extended_on, new.proofs, new.asked_herself, new.identified_by,
         new.identified_at, new.proposed_by, new.decided_by, new.decided_at, new.made_by)
      is distinct from
        (old.case_id, old.requester, old.received_on, old.due_on, old.extended_on, old.proofs, old.asked_herself, old.identified_by,
         old.identified_at, old.proposed_by, old.decided_by, old.decided_at, old.made_by) then
    raise exception 'what was decided stays' using errcode = 'check_violation';
  end if;
  if old.state in ('given', 'refused', 'withdrawn') and (new.ended_by, new.release_id) is distinct from (old.ended_by, old.release_id) then
    raise exception 'it has ended' using errcode = 'check_violation';
  end if;
  return new;
end $$;
call internal.definer('internal.keep_access_order()', 'yorube_definer');
create trigger keep_access_order before update on access_request for each row execute function internal.keep_access_order();

create function internal.keep_access_items() returns trigger
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.access_request a where a.tenant_id = new.tenant_id and a.id = new.access_id
    and a.state not in ('received', 'identified')) then
    raise exception 'what was decided stays' using errcode = 'check_violation';
  end if;
  return new;
end $$;
call internal.definer('internal.keep_access_items()', 'yorube_definer');
create trigger keep_access_items before insert or update of access_id, kind, object_id, day, third_party, choice, ground, proposed_by, proposers
  on access_item for each row execute function internal.keep_access_items();

-- Every record has its answer, and whoever decides put none of them there at any time.
create or replace function internal.refuse_own_decision() returns trigger
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.decided_by = new.proposed_by or not exists (
    select from public.access_item i where i.tenant_id = new.tenant_id and i.access_id = new.id)
    or exists (select from public.access_item i where i.tenant_id = new.tenant_id and i.access_id = new.id
      and (i.choice is null or i.proposed_by is null or i.proposed_by = new.decided_by or new.decided_by = any (i.proposers))) then
    raise exception 'whoever decides proposed none of it' using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- A case that is destroyed takes no request: whoever writes one down waits for whoever is destroying it, and then looks.
create function internal.refuse_destroyed_case() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from public.case_ c where c.tenant_id = new.tenant_id and c.id = new.case_id for key share;
  if exists (select from public.case_ c join auth.desk d on d.tenant_id = c.tenant_id and d.id = c.desk_id and d.kind = 'nobody'
    where c.tenant_id = new.tenant_id and c.id = new.case_id) then
    raise exception 'there is no such case any more' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
call internal.definer('internal.refuse_destroyed_case()', 'yorube_definer');
create trigger refuse_destroyed_case after insert on access_request for each row when (new.case_id is not null)
  execute function internal.refuse_destroyed_case();

-- Nothing is near to a case that was destroyed.
create function internal.forget_near_case() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from auth.desk d where d.tenant_id = new.tenant_id and d.id = new.desk_id and d.kind = 'nobody') then
    update public.access_request a set near_cases = array_remove(a.near_cases, new.id)
    where a.tenant_id = new.tenant_id and new.id = any (a.near_cases);
  end if;
  return null;
end $$;
call internal.definer('internal.forget_near_case()', 'yorube_definer');
create trigger forget_near_case after update of desk_id on case_ for each row when (new.desk_id <> old.desk_id)
  execute function internal.forget_near_case();

-- The desk that holds a case of mine, held until the transaction ends; null where there is none (any more).
create function auth.hold_case(p_case uuid) returns uuid
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select c.desk_id from public.case_ c
  where c.tenant_id = auth.my_tenant() and c.id = p_case and c.desk_id = any (auth.my_desks()) and c.id <> all (auth.my_blocked_cases())
  for key share
$$;
call internal.definer('auth.hold_case(uuid)', 'yorube_app');

-- The request, held until the transaction ends: of a desk where I have one of these roles, about no case that is hidden from
-- me, and not kept from me.
create function internal.my_access(p_id uuid, p_roles text[]) returns public.access_request
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare a public.access_request;
begin
  select x.* into a from public.access_request x
  where x.tenant_id = auth.my_tenant() and x.id = p_id and x.desk_id = any (auth.my_desks_as(p_roles))
    and (x.case_id is null or x.case_id <> all (auth.my_blocked_cases()))
    and not x.near_cases && auth.my_blocked_cases() and (x.made_by = auth.my_user() or auth.my_user() <> all (x.kept_from))
  for update;
  return a;
end $$;
call internal.definer('internal.my_access(uuid, text[])', 'yorube_definer');

-- Two who go on with one request go one after the other.
create function auth.hold_access(p_id uuid) returns boolean
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select (internal.my_access(p_id, array['counselor', 'supervisor', 'manager'])).id is not null
$$;
call internal.definer('auth.hold_access(uuid)', 'yorube_app');

-- Each step answers 'done', 'absent' or 'moved' (it is no longer where whoever acts saw it).
create function auth.identify_access(p_id uuid, p_proofs text[], p_asked_herself boolean) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  a public.access_request := internal.my_access(p_id, array['counselor', 'supervisor', 'manager']);
begin
  if s.id is null or a.id is null or a.case_id is null then return 'absent'; end if;
  if a.state <> 'received' then return 'moved'; end if;
  update public.access_request x set state = 'identified', proofs = p_proofs, asked_herself = p_asked_herself,
    identified_by = s.user_id, identified_at = now(), turn = x.turn + 1
  where x.tenant_id = s.tenant_id and x.id = p_id;
  return 'done';
end $$;
call internal.definer('auth.identify_access(uuid, text[], boolean)', 'yorube_app');

-- Whoever saves a value that stands there already has put no word of her own, and nothing is written over that was put since
-- the turn she saw.
create function auth.propose_access(p_id uuid, p_turn integer, p_items uuid[], p_choices text[], p_grounds integer[], p_third_party boolean[])
returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  a public.access_request := internal.my_access(p_id, array['counselor', 'supervisor', 'manager']);
  changed uuid[];
begin
  if s.id is null or a.id is null then return 'absent'; end if;
  if a.state <> 'identified' then return 'moved'; end if;
  select array_agg(i.id) into changed
  from unnest(p_items, p_choices, p_grounds, p_third_party) as n (id, choice, ground, third_party)
  join public.access_item i on i.tenant_id = s.tenant_id and i.access_id = p_id and i.id = n.id
  where (i.choice, i.ground, i.third_party) is distinct from (n.choice, n.ground, n.third_party);
  if changed is null then return 'done'; end if;
  if exists (select from public.access_item i where i.tenant_id = s.tenant_id and i.id = any (changed) and (p_turn is null or i.turn > p_turn))
  then return 'moved'; end if;
  update public.access_request x set proposed_by = s.user_id, turn = x.turn + 1 where x.tenant_id = s.tenant_id and x.id = p_id;
  update public.access_item i set choice = n.choice, ground = n.ground, third_party = n.third_party, proposed_by = s.user_id,
    turn = a.turn + 1, proposers = case when s.user_id = any (i.proposers) then i.proposers else i.proposers || s.user_id end
  from unnest(p_items, p_choices, p_grounds, p_third_party) as n (id, choice, ground, third_party)
  where i.tenant_id = s.tenant_id and i.access_id = p_id and i.id = n.id and i.id = any (changed);
  return 'done';
end $$;
call internal.definer('auth.propose_access(uuid, integer, uuid[], text[], integer[], boolean[])', 'yorube_app');

-- 'own': a word of it is hers. 'unanswered': a record has no answer yet.
create function auth.decide_access(p_id uuid, p_turn integer) returns text
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
  update public.access_request x set state = 'decided', decided_by = s.user_id, decided_at = now(), turn = x.turn + 1
  where x.tenant_id = s.tenant_id and x.id = p_id;
  return 'done';
end $$;
call internal.definer('auth.decide_access(uuid, integer)', 'yorube_app');

-- Once, by thirty days (src/modules/subject-access/policy.ts), before its day has come.
create function auth.extend_access(p_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  a public.access_request := internal.my_access(p_id, array['supervisor', 'manager']);
begin
  if s.id is null or a.id is null then return 'absent'; end if;
  if a.state not in ('received', 'identified') or a.extended_on is not null or a.due_on < internal.japan_today() then return 'moved'; end if;
  update public.access_request x set extended_on = internal.japan_today(), due_on = x.due_on + 30, turn = x.turn + 1
  where x.tenant_id = s.tenant_id and x.id = p_id;
  return 'done';
end $$;
call internal.definer('auth.extend_access(uuid)', 'yorube_app');

create function auth.end_access(p_id uuid, p_outcome text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  a public.access_request := internal.my_access(p_id, array['supervisor', 'manager']);
begin
  if s.id is null or a.id is null then return 'absent'; end if;
  if a.state not in ('received', 'identified', 'decided') or p_outcome is null or p_outcome not in ('refused', 'withdrawn')
  then return 'moved'; end if;
  update public.access_request x set state = p_outcome, ended_by = s.user_id, ended_at = now(), turn = x.turn + 1
  where x.tenant_id = s.tenant_id and x.id = p_id;
  return 'done';
end $$;
call internal.definer('auth.end_access(uuid, text)', 'yorube_app');

-- With what the gate let out of it, and by somebody who has just shown who she is.
create function auth.give_access(p_id uuid, p_release uuid) returns text
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
  update public.access_request x set state = 'given', ended_by = s.user_id, ended_at = now(), release_id = p_release, turn = x.turn + 1
  where x.tenant_id = s.tenant_id and x.id = p_id;
  return 'done';
end $$;
call internal.definer('auth.give_access(uuid, uuid)', 'yorube_app');

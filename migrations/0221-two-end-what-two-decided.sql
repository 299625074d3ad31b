-- What two have decided about her request, a supervisor could end alone: with it the answer she was promised was gone. From the decision
-- on, ending takes two as well: one who works on it asks, with what it is to end as, and another, who leads, ends it so.
alter table access_request
  add column end_asked_by uuid,
  add column end_asked_as text check (end_asked_as in ('refused', 'withdrawn')),
  add constraint access_request_end_asked check ((end_asked_by is null) = (end_asked_as is null));
call internal.classify('access_request', 'end_asked_by P, end_asked_as P');

-- Whoever writes, functions and operators alike.
create function internal.keep_end_of_decided() returns trigger
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.end_asked_as is distinct from new.state or new.ended_by is null or new.ended_by is not distinct from new.end_asked_by then
    raise exception 'what two decided is ended by two' using errcode = 'check_violation';
  end if;
  return new;
end $$;
call internal.definer('internal.keep_end_of_decided()', 'yorube_definer');
create trigger keep_end_of_decided before update on access_request for each row
  when (old.state = 'decided' and new.state in ('refused', 'withdrawn')) execute function internal.keep_end_of_decided();

create function auth.ask_end_access(p_id uuid, p_outcome text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  a public.access_request := internal.my_access(p_id, array['counselor', 'supervisor', 'manager']);
begin
  if s.id is null or a.id is null then return 'absent'; end if;
  if a.state <> 'decided' or p_outcome is null or p_outcome not in ('refused', 'withdrawn') then return 'moved'; end if;
  update public.access_request x set end_asked_by = s.user_id, end_asked_as = p_outcome, turn = x.turn + 1
  where x.tenant_id = s.tenant_id and x.id = p_id;
  return 'done';
end $$;
call internal.definer('auth.ask_end_access(uuid, text)', 'yorube_app');

-- 'unasked': decided, and nobody asked for exactly this. 'own_end': she asked for it herself.
create or replace function auth.end_access(p_id uuid, p_outcome text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  a public.access_request := internal.my_access(p_id, array['supervisor', 'manager']);
begin
  if s.id is null or a.id is null then return 'absent'; end if;
  if a.state not in ('received', 'identified', 'decided') or p_outcome is null or p_outcome not in ('refused', 'withdrawn')
  then return 'moved'; end if;
  if a.state = 'decided' then
    if a.end_asked_as is distinct from p_outcome then return 'unasked'; end if;
    if a.end_asked_by = s.user_id then return 'own_end'; end if;
  end if;
  update public.access_request x set state = p_outcome, ended_by = s.user_id, ended_at = now(), turn = x.turn + 1
  where x.tenant_id = s.tenant_id and x.id = p_id;
  return 'done';
end $$;

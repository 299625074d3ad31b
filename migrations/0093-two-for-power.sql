-- What gives power over accounts takes two administrators: one proposes exactly one act, another, who is neither she nor
-- the person concerned and has just shown who she is, confirms it within a day, once. Taking power from a colleague takes
-- two as well; suspending somebody who has none is still the work of one, for it can be urgent and opens nothing.

create table auth.account_proposal (
  tenant_id uuid not null,
  id uuid not null,
  act text not null check (act in ('give_role', 'take_role', 'suspend', 'resume', 'leave', 'reset')),
  user_id uuid not null,
  role text check (role in ('tenant_admin', 'auditor')),
  asked_by uuid not null,
  asked_at timestamptz not null default now(),
  state text not null default 'asked' check (state in ('asked', 'done', 'declined')),
  decided_by uuid,
  decided_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references auth.staff_user,
  foreign key (tenant_id, asked_by) references auth.staff_user,
  check ((act in ('give_role', 'take_role')) = (role is not null)),
  -- She may give a role of her own back; nobody asks for anything else for herself.
  check (asked_by <> user_id or act = 'take_role'),
  check (state <> 'done' or (decided_by <> asked_by and decided_by <> user_id))
);
create unique index account_proposal_open on auth.account_proposal (tenant_id, user_id, act, coalesce(role, ''))
  where state = 'asked';
call internal.classify('auth.account_proposal', 'tenant_id P, id P, act P, user_id P, role P, asked_by P, asked_at P, state P, decided_by P, decided_at P');
call internal.protect('auth.account_proposal');

grant select on auth.account_proposal to yorube_app;
create policy read on auth.account_proposal for select to yorube_app
  using ('tenant_admin' = any ((select auth.my_roles())::text[]));
grant insert (tenant_id, id, act, user_id, role, asked_by) on auth.account_proposal to yorube_app;
create policy ask on auth.account_proposal for insert to yorube_app with check (
  asked_by = (select auth.my_user()) and state = 'asked' and 'tenant_admin' = any ((select auth.my_roles())::text[]));
-- Saying no, or taking one's own word back. Carrying out is a function.
grant update (state, decided_by, decided_at) on auth.account_proposal to yorube_app;
create policy decline on auth.account_proposal for update to yorube_app
  using (state = 'asked' and 'tenant_admin' = any ((select auth.my_roles())::text[]))
  with check (state = 'declined' and decided_by = (select auth.my_user()));

-- Roles of the tenant are written by functions alone, and so is what an account is called.
drop policy admin_add on auth.role_assignment;
revoke insert on auth.role_assignment from yorube_app;
drop policy admin_change on auth.staff_user;
revoke update on auth.staff_user from yorube_app;
-- A desk gets its first key once; afterwards nobody takes its members' keys away by pointing to another.
drop policy admin_change on auth.desk;
create policy admin_found on auth.desk for update to yorube_app
  using (epoch is null and 'tenant_admin' = any ((select auth.my_roles())::text[]))
  with check ('tenant_admin' = any ((select auth.my_roles())::text[]));
-- New keys belong to accounts that nobody has taken up yet.
drop policy admin_add on auth.user_key;
create policy admin_add on auth.user_key for insert to yorube_app with check (
  'tenant_admin' = any ((select auth.my_roles())::text[])
  and exists (select from auth.staff_user u where u.tenant_id = user_key.tenant_id and u.id = user_key.user_id and u.state = 'invited'));
drop policy admin_invite on auth.unlocker;
create policy admin_invite on auth.unlocker for insert to yorube_app with check (
  kind = 'activation' and not_after > 0 and 'tenant_admin' = any ((select auth.my_roles())::text[])
  and exists (select from auth.staff_user u where u.tenant_id = unlocker.tenant_id and u.id = unlocker.user_id and u.state = 'invited'));

-- The first start names two administrators in one go; afterwards this does nothing.
create function auth.found_second_administrator(p_user uuid, p_mac bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare my_tenant uuid := auth.my_tenant();
begin
  if not ('tenant_admin' = any (auth.my_roles())) or p_user = auth.my_user()
     -- Founded in this very transaction.
     or not exists (select from auth.tenant t where t.tenant_id = my_tenant and t.created_at = now())
     or exists (select from auth.role_assignment r where r.tenant_id = my_tenant and r.user_id <> auth.my_user())
  then return false; end if;
  insert into auth.role_assignment (tenant_id, user_id, role, mac) values (my_tenant, p_user, 'tenant_admin', p_mac);
  return true;
end $$;

-- Administrators whose account works.
create function auth.live_administrators(p_tenant uuid, p_without uuid) returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*)::integer from auth.role_assignment r
  join auth.staff_user u on u.tenant_id = r.tenant_id and u.id = r.user_id and u.state = 'active'
  where r.tenant_id = p_tenant and r.role = 'tenant_admin' and r.user_id is distinct from p_without
    and r.not_before <= now() and (r.not_after is null or r.not_after > now())
$$;

create function auth.holds_power(p_tenant uuid, p_user uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from auth.role_assignment r where r.tenant_id = p_tenant and r.user_id = p_user)
$$;

-- Suspending, taking up again, leaving the office for good. Leaving ends every membership, credential and factor.
-- Answers the new state, 'last' (a desk would have nobody) or 'absent'. For the functions below only.
create function auth.set_account_state(p_tenant uuid, p_user uuid, p_state text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  old_state text;
  own_desks uuid[];
begin
  select state into old_state from auth.staff_user where tenant_id = p_tenant and id = p_user for update;
  if old_state is null or not (case p_state
      when 'suspended' then old_state = 'active'
      when 'active' then old_state = 'suspended'
      when 'left' then old_state <> 'left'
      else false end) then return 'absent'; end if;
  own_desks := array(select distinct desk_id from auth.membership where tenant_id = p_tenant and user_id = p_user);
  if p_state <> 'active' then
    perform 1 from auth.desk where tenant_id = p_tenant and id = any (own_desks) order by id for update;
    if exists (select from unnest(own_desks) as d (id) where auth.live_members(p_tenant, d.id, p_user) = 0)
    then return 'last'; end if;
  end if;
  update auth.staff_user set state = p_state, left_at = case p_state when 'left' then now() end
  where tenant_id = p_tenant and id = p_user;
  delete from auth.session where tenant_id = p_tenant and user_id = p_user;
  if p_state = 'left' then
    delete from auth.membership where tenant_id = p_tenant and user_id = p_user;
    update auth.desk set rotate_due_at = coalesce(rotate_due_at, now()) where tenant_id = p_tenant and id = any (own_desks);
    delete from auth.admission where tenant_id = p_tenant and user_id = p_user and state = 'asked';
    delete from auth.unlocker where tenant_id = p_tenant and user_id = p_user;
    delete from auth.factor where tenant_id = p_tenant and user_id = p_user;
    delete from auth.role_assignment where tenant_id = p_tenant and user_id = p_user;
    update auth.account_proposal set state = 'declined', decided_by = auth.my_user(), decided_at = now()
    where tenant_id = p_tenant and state = 'asked' and (user_id = p_user or asked_by = p_user);
  end if;
  return p_state;
end $$;

-- The work of one administrator: to suspend, or to let go, somebody who holds no power. Answers 'two' where it takes two.
create or replace function auth.change_account_state(p_user uuid, p_state text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare my_tenant uuid := auth.my_tenant();
begin
  if not ('tenant_admin' = any (auth.my_roles())) or p_user = auth.my_user() then return 'absent'; end if;
  if not exists (select from auth.staff_user u where u.tenant_id = my_tenant and u.id = p_user) then return 'absent'; end if;
  if p_state = 'active' or auth.holds_power(my_tenant, p_user) then return 'two'; end if;
  return auth.set_account_state(my_tenant, p_user, p_state);
end $$;

-- A new beginning for somebody who has lost password or factors: her keys go with every wrap made to them, and the desks
-- admit her anew. Her colleagues hear of it. Answers 'done', 'last' or 'absent'.
create function auth.reset_account(p_tenant uuid, p_user uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare own_desks uuid[];
begin
  perform 1 from auth.staff_user where tenant_id = p_tenant and id = p_user and state in ('active', 'suspended') for update;
  if not found then return 'absent'; end if;
  own_desks := array(select distinct desk_id from auth.membership where tenant_id = p_tenant and user_id = p_user);
  perform 1 from auth.desk where tenant_id = p_tenant and id = any (own_desks) order by id for update;
  if exists (select from unnest(own_desks) as d (id) where auth.live_members(p_tenant, d.id, p_user) = 0)
  then return 'last'; end if;
  delete from auth.session where tenant_id = p_tenant and user_id = p_user;
  delete from auth.membership where tenant_id = p_tenant and user_id = p_user;
  update auth.desk set rotate_due_at = coalesce(rotate_due_at, now()) where tenant_id = p_tenant and id = any (own_desks);
  update auth.admission set state = 'asked', decided_by = null, decided_at = null
  where tenant_id = p_tenant and user_id = p_user and state = 'admitted' and desk_id = any (own_desks)
    and not exists (select from auth.admission o where o.tenant_id = admission.tenant_id and o.desk_id = admission.desk_id
      and o.user_id = admission.user_id and (o.state = 'asked' or (o.state = 'admitted' and o.asked_at > admission.asked_at)));
  -- Drafts lie under her own key, which is gone: nobody opens them any more.
  delete from public.draft where tenant_id = p_tenant and user_id = p_user;
  delete from auth.unlocker where tenant_id = p_tenant and user_id = p_user;
  delete from auth.factor where tenant_id = p_tenant and user_id = p_user;
  delete from auth.user_key where tenant_id = p_tenant and user_id = p_user;
  update auth.staff_user set state = 'invited' where tenant_id = p_tenant and id = p_user;
  insert into public.notice (tenant_id, id, desk_id, kind, object_type, object_id, made_by)
  select p_tenant, gen_random_uuid(), d, 'account.reset', 'desk', d, auth.my_user() from unnest(own_desks) as o (d);
  return 'done';
end $$;

-- The second administrator. Answers 'done', or why not: 'absent' (gone, or somebody else was faster), 'own' (she asked),
-- 'concerned' (it is about her), 'unconfirmed', 'stale', 'last' (a desk would have nobody), 'last-administrator'.
create function auth.confirm_account_proposal(p_id uuid, p_mac bytea) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  p auth.account_proposal;
  answer text;
begin
  if s.id is null or not ('tenant_admin' = any (auth.my_roles())) then return 'absent'; end if;
  select * into p from auth.account_proposal where tenant_id = s.tenant_id and id = p_id and state = 'asked' for update;
  if p.id is null then return 'absent'; end if;
  if p.asked_by = s.user_id then return 'own'; end if;
  if p.user_id = s.user_id then return 'concerned'; end if;
  if s.step_up_until is null or s.step_up_until < now() then return 'unconfirmed'; end if;
  -- Whoever asked still may: a word of somebody who has lost the role counts for nothing.
  if p.asked_at < now() - interval '24 hours' or not exists (
    select from auth.role_assignment r join auth.staff_user u on u.tenant_id = r.tenant_id and u.id = r.user_id and u.state = 'active'
    where r.tenant_id = s.tenant_id and r.user_id = p.asked_by and r.role = 'tenant_admin') then return 'stale'; end if;
  -- One after the other, or two confirmations at once would leave nobody.
  perform 1 from auth.role_assignment where tenant_id = s.tenant_id and role = 'tenant_admin' order by user_id for update;
  if (p.act in ('suspend', 'leave', 'reset') or (p.act = 'take_role' and p.role = 'tenant_admin'))
     and exists (select from auth.role_assignment r where r.tenant_id = s.tenant_id and r.user_id = p.user_id and r.role = 'tenant_admin')
     and auth.live_administrators(s.tenant_id, p.user_id) < 2 then return 'last-administrator'; end if;
  answer := case p.act
    when 'suspend' then auth.set_account_state(s.tenant_id, p.user_id, 'suspended')
    when 'resume' then auth.set_account_state(s.tenant_id, p.user_id, 'active')
    when 'leave' then auth.set_account_state(s.tenant_id, p.user_id, 'left')
    when 'reset' then auth.reset_account(s.tenant_id, p.user_id)
    else 'done' end;
  if answer in ('last', 'absent') then return answer; end if;
  if p.act = 'give_role' then
    if not exists (select from auth.staff_user u where u.tenant_id = s.tenant_id and u.id = p.user_id and u.state in ('invited', 'active'))
    then return 'absent'; end if;
    insert into auth.role_assignment (tenant_id, user_id, role, mac) values (s.tenant_id, p.user_id, p.role, p_mac)
    on conflict (tenant_id, user_id, role) do nothing;
    if not found then return 'absent'; end if;
  elsif p.act = 'take_role' then
    delete from auth.role_assignment where tenant_id = s.tenant_id and user_id = p.user_id and role = p.role;
    if not found then return 'absent'; end if;
    delete from auth.session where tenant_id = s.tenant_id and user_id = p.user_id;
  end if;
  update auth.account_proposal set state = 'done', decided_by = s.user_id, decided_at = now()
  where tenant_id = s.tenant_id and id = p.id;
  return 'done';
end $$;

-- The operator of the server, when administrators cannot help each other any more: fewer than two of them have signed in
-- during the last 30 days. An account that works becomes one; every administrator and the record hear of it.
create function auth.found_for_operator(p_host text, p_login text)
returns table (tenant_id uuid, tenant_name text, user_id uuid, display_name text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.tenant_id, t.name, u.id, u.display_name from auth.tenant_for(p_host) t
  join auth.staff_user u on u.tenant_id = t.tenant_id and lower(u.login) = lower(p_login) and u.state = 'active'
$$;

create function auth.appoint_by_operator(p_tenant uuid, p_user uuid, p_mac bytea) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare helping integer;
begin
  perform 1 from auth.role_assignment where tenant_id = p_tenant and role = 'tenant_admin' order by user_id for update;
  select count(distinct r.user_id) into helping from auth.role_assignment r
  join auth.staff_user u on u.tenant_id = r.tenant_id and u.id = r.user_id and u.state = 'active'
  join audit.event e on e.tenant_id = r.tenant_id and e.actor_id = r.user_id and e.action = 'account.sign-in'
    and e.result = 'ok' and e.at > now() - interval '30 days'
  where r.tenant_id = p_tenant and r.role = 'tenant_admin';
  if helping >= 2 then return 'not-needed'; end if;
  if not exists (select from auth.staff_user where tenant_id = p_tenant and id = p_user and state = 'active') then return 'absent'; end if;
  insert into auth.role_assignment (tenant_id, user_id, role, mac) values (p_tenant, p_user, 'tenant_admin', p_mac)
  on conflict (tenant_id, user_id, role) do nothing;
  if not found then return 'has-it'; end if;
  perform audit.record_outside(p_tenant, p_user, 'account.appointed-by-operator', 'administration', 'ok');
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
  select p_tenant, gen_random_uuid(), r.user_id, 'account.appointed', 'account', p_user
  from auth.role_assignment r where r.tenant_id = p_tenant;
  return 'appointed';
end $$;

call internal.definer('auth.found_second_administrator(uuid, bytea)', 'yorube_app');
call internal.definer('auth.live_administrators(uuid, uuid)', 'yorube_definer');
call internal.definer('auth.holds_power(uuid, uuid)', 'yorube_definer');
call internal.definer('auth.set_account_state(uuid, uuid, text)', 'yorube_definer');
call internal.definer('auth.reset_account(uuid, uuid)', 'yorube_definer');
call internal.definer('auth.confirm_account_proposal(uuid, bytea)', 'yorube_app');
call internal.definer('auth.found_for_operator(text, text)', 'yorube_migrator');
call internal.definer('auth.appoint_by_operator(uuid, uuid, bytea)', 'yorube_migrator');

-- Who comes to a desk and who leaves it. Nobody admits alone: one person asks, another one, who holds the desk's key,
-- admits. The wall stands here as well as in the use-case, so that an injected statement finds no way around it.

create table auth.admission (
  tenant_id uuid not null,
  id uuid not null,
  desk_id uuid not null,
  user_id uuid not null,
  role text not null,
  not_before bigint not null default 0,
  not_after bigint not null default 0,
  asked_by uuid not null,
  asked_at timestamptz not null default now(),
  state text not null default 'asked' check (state in ('asked', 'admitted', 'declined')),
  decided_by uuid,
  decided_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, desk_id) references auth.desk,
  foreign key (tenant_id, user_id) references auth.staff_user,
  foreign key (tenant_id, asked_by) references auth.staff_user,
  check (asked_by <> user_id),
  check (decided_by is null or state = 'declined' or decided_by <> asked_by)
);
create unique index admission_open on auth.admission (tenant_id, desk_id, user_id) where state = 'asked';
call internal.classify('auth.admission', 'tenant_id P, id P, desk_id P, user_id P, role P, not_before P, not_after P, asked_by P, asked_at P, state P, decided_by P, decided_at P');
call internal.protect('auth.admission');

-- Since somebody left, the desk's key should be renewed.
alter table auth.desk add column rotate_due_at timestamptz;
call internal.classify('auth.desk', 'rotate_due_at P');

grant select on auth.admission to yorube_app;
create policy read on auth.admission for select to yorube_app using (
  desk_id = any ((select auth.my_desks())::uuid[]) or 'tenant_admin' = any ((select auth.my_roles())::text[]));
grant insert (tenant_id, id, desk_id, user_id, role, not_before, not_after, asked_by) on auth.admission to yorube_app;
create policy ask on auth.admission for insert to yorube_app with check (
  asked_by = (select auth.my_user()) and user_id <> (select auth.my_user()) and state = 'asked'
  and (desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager', 'desk_lead']))::uuid[])
       or 'tenant_admin' = any ((select auth.my_roles())::text[]))
  -- The roles of the hub are held at hub desks only: what a role may do is not asked desk by desk everywhere.
  and exists (select from auth.desk d where d.tenant_id = admission.tenant_id and d.id = admission.desk_id
    and case when d.kind = 'hub' then admission.role in ('counselor', 'supervisor', 'manager', 'shelter_worker')
             else admission.role in ('desk_worker', 'desk_lead', 'partner_worker', 'shelter_worker') end));
grant update (state, decided_by, decided_at) on auth.admission to yorube_app;
create policy decide on auth.admission for update to yorube_app
  using (state = 'asked' and (desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager', 'desk_lead']))::uuid[])
       or 'tenant_admin' = any ((select auth.my_roles())::text[])))
  with check (decided_by = (select auth.my_user()) and state <> 'asked'
       and (state = 'declined' or asked_by <> (select auth.my_user())));

-- A membership rests on what somebody else asked for. Joining a founded desk takes a lead of that desk, who is never
-- the newcomer; founding takes an administrator and a desk that has no key yet.
grant insert on auth.membership to yorube_app;
create policy admit on auth.membership for insert to yorube_app with check (
  user_id <> (select auth.my_user())
  and desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager', 'desk_lead']))::uuid[])
  and exists (select from auth.admission a
    where a.tenant_id = membership.tenant_id and a.desk_id = membership.desk_id and a.user_id = membership.user_id
      and a.role = membership.role and a.not_before = membership.not_before and a.not_after = membership.not_after
      and a.state = 'asked' and a.asked_by <> (select auth.my_user())));
create policy found on auth.membership for insert to yorube_app with check (
  'tenant_admin' = any ((select auth.my_roles())::text[])
  and exists (select from auth.desk d
    where d.tenant_id = membership.tenant_id and d.id = membership.desk_id and d.epoch is null)
  and exists (select from auth.admission a
    where a.tenant_id = membership.tenant_id and a.desk_id = membership.desk_id and a.user_id = membership.user_id
      and a.role = membership.role and a.not_before = membership.not_before and a.not_after = membership.not_after
      and a.state = 'asked' and a.asked_by <> (select auth.my_user())));

-- Members of a desk whose account works and whose time has come.
create function auth.live_members(p_tenant uuid, p_desk uuid, p_without uuid) returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(distinct m.user_id)::integer
  from auth.membership m
  join auth.desk d on d.tenant_id = m.tenant_id and d.id = m.desk_id and d.epoch = m.epoch
  join auth.staff_user u on u.tenant_id = m.tenant_id and u.id = m.user_id
  where m.tenant_id = p_tenant and m.desk_id = p_desk and m.user_id is distinct from p_without and u.state = 'active'
    and m.not_before <= extract(epoch from now()) and (m.not_after = 0 or m.not_after > extract(epoch from now()))
$$;

-- One transaction: membership and wraps gone, sessions ended, key renewal due. The last one cannot leave: the desk's
-- records would be closed for ever. Answers 'left', 'last' or 'absent'.
create function auth.leave_desk(p_desk uuid, p_user uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare my_tenant uuid := auth.my_tenant();
begin
  if not (p_desk = any (auth.my_desks_as(array['supervisor', 'manager', 'desk_lead'])) or 'tenant_admin' = any (auth.my_roles()))
  then return 'absent'; end if;
  perform 1 from auth.desk where tenant_id = my_tenant and id = p_desk for update;
  perform 1 from auth.membership where tenant_id = my_tenant and desk_id = p_desk and user_id = p_user;
  if not found then return 'absent'; end if;
  if auth.live_members(my_tenant, p_desk, p_user) = 0 then return 'last'; end if;
  delete from auth.membership where tenant_id = my_tenant and desk_id = p_desk and user_id = p_user;
  update auth.desk set rotate_due_at = coalesce(rotate_due_at, now()) where tenant_id = my_tenant and id = p_desk;
  -- Her own session stays when she takes leave herself: it sees nothing of the desk any more.
  delete from auth.session where tenant_id = my_tenant and user_id = p_user and user_id <> auth.my_user();
  return 'left';
end $$;

-- Suspending, taking up again, leaving the office for good. Nobody does it to herself. Leaving ends every membership,
-- credential and factor. Answers the new state, 'last' (a desk would have nobody) or 'absent'.
create function auth.change_account_state(p_user uuid, p_state text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  my_tenant uuid := auth.my_tenant();
  old_state text;
  own_desks uuid[];
begin
  if not ('tenant_admin' = any (auth.my_roles())) or p_user = auth.my_user() then return 'absent'; end if;
  select state into old_state from auth.staff_user where tenant_id = my_tenant and id = p_user for update;
  if old_state is null or not (case p_state
      when 'suspended' then old_state = 'active'
      when 'active' then old_state = 'suspended'
      when 'left' then old_state <> 'left'
      else false end) then return 'absent'; end if;
  own_desks := array(select distinct desk_id from auth.membership where tenant_id = my_tenant and user_id = p_user);
  if p_state <> 'active' then
    perform 1 from auth.desk where tenant_id = my_tenant and id = any (own_desks) order by id for update;
    if exists (select from unnest(own_desks) as d (id) where auth.live_members(my_tenant, d.id, p_user) = 0)
    then return 'last'; end if;
  end if;
  update auth.staff_user set state = p_state, left_at = case p_state when 'left' then now() end
  where tenant_id = my_tenant and id = p_user;
  delete from auth.session where tenant_id = my_tenant and user_id = p_user;
  if p_state = 'left' then
    delete from auth.membership where tenant_id = my_tenant and user_id = p_user;
    update auth.desk set rotate_due_at = coalesce(rotate_due_at, now()) where tenant_id = my_tenant and id = any (own_desks);
    delete from auth.admission where tenant_id = my_tenant and user_id = p_user and state = 'asked';
    delete from auth.unlocker where tenant_id = my_tenant and user_id = p_user;
    delete from auth.factor where tenant_id = my_tenant and user_id = p_user;
    delete from auth.role_assignment where tenant_id = my_tenant and user_id = p_user;
  end if;
  return p_state;
end $$;

-- A lost or expired letter: the invited account's keys go, with every wrap made to them, so that a new letter can be
-- written for the same login. Desks that had admitted her already are asked again.
create function auth.forget_invitation(p_user uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare my_tenant uuid := auth.my_tenant();
begin
  perform 1 from auth.staff_user where tenant_id = my_tenant and id = p_user and state = 'invited'
    and 'tenant_admin' = any (auth.my_roles()) for update;
  if not found then return false; end if;
  delete from auth.membership where tenant_id = my_tenant and user_id = p_user;
  update auth.admission set state = 'asked', decided_by = null, decided_at = null
  where tenant_id = my_tenant and user_id = p_user and state = 'admitted'
    and not exists (select from auth.admission o where o.tenant_id = admission.tenant_id and o.desk_id = admission.desk_id
      and o.user_id = admission.user_id and (o.state = 'asked' or (o.state = 'admitted' and o.asked_at > admission.asked_at)));
  delete from auth.unlocker where tenant_id = my_tenant and user_id = p_user;
  delete from auth.user_key where tenant_id = my_tenant and user_id = p_user;
  return true;
end $$;

-- Who may sign in on the sign-in page of a sample, with what its page fills in. Empty on a real tenant, whoever asks.
create function auth.sample_accounts(p_tenant uuid)
returns table (user_id uuid, login text, display_name text, roles text[], desks text[], factor_id uuid, secret bytea, last_step bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.id, u.login, u.display_name,
    array(select m.role from auth.membership m where m.tenant_id = u.tenant_id and m.user_id = u.id group by m.role)
      || array(select r.role from auth.role_assignment r where r.tenant_id = u.tenant_id and r.user_id = u.id),
    array(select distinct e.name from auth.membership m
      join public.desk_entry e on e.tenant_id = m.tenant_id and e.desk_id = m.desk_id
      where m.tenant_id = u.tenant_id and m.user_id = u.id),
    f.id, f.secret, f.last_step
  from auth.tenant t
  join auth.staff_user u on u.tenant_id = t.tenant_id and u.state = 'active'
  left join auth.factor f on f.tenant_id = u.tenant_id and f.user_id = u.id and f.kind = 'totp'
  where t.tenant_id = p_tenant and t.is_sample
  order by u.created_at, u.login limit 200
$$;

call internal.definer('auth.live_members(uuid, uuid, uuid)', 'yorube_definer');
call internal.definer('auth.leave_desk(uuid, uuid)', 'yorube_app');
call internal.definer('auth.change_account_state(uuid, text)', 'yorube_app');
call internal.definer('auth.forget_invitation(uuid)', 'yorube_app');
call internal.definer('auth.sample_accounts(uuid)', 'yorube_app');

-- Two people for exactly one act: somebody asks with everything the act consists of, another person who may do it herself
-- agrees after showing who she is, and it is done once, within a day, in the asker's own session, and only if nothing of it
-- has changed. What is agreed to stands in words of ours and ids; the vault's MAC over all of it is what binds.

create table auth.act_approval (
  tenant_id uuid not null references auth.tenant,
  id uuid not null,
  act text not null check (act ~ '^[a-z.-]{1,60}$'),
  -- `name=value` in the order of the names, ids and figures only
  fields text not null check (fields ~ '^([a-z_]{1,40}=[0-9A-Za-z-]{0,40}(;|$))*$'),
  mac bytea not null,
  asked_by uuid not null,
  asked_at timestamptz not null default now(),
  expires_at timestamptz not null,
  state text not null default 'asked' check (state in ('asked', 'approved', 'declined', 'done')),
  decided_by uuid,
  decided_at timestamptz,
  done_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, asked_by) references auth.staff_user,
  foreign key (tenant_id, decided_by) references auth.staff_user,
  check (state not in ('approved', 'done') or (decided_by is not null and decided_by <> asked_by)),
  check ((state = 'done') = (done_at is not null)),
  check (expires_at <= asked_at + interval '24 hours')
);
create index act_approval_open on auth.act_approval (tenant_id, act, asked_at desc) where state in ('asked', 'approved');
call internal.classify('auth.act_approval', 'tenant_id P, id P, act P, fields P, mac K, asked_by P, asked_at P, expires_at P, state P, decided_by P, decided_at P, done_at P');
call internal.protect('auth.act_approval');
grant select on auth.act_approval to yorube_app;
-- Which role an act takes: the only place. An act that is not named here takes nobody's agreement.
create function auth.act_role(p_act text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case p_act when 'duty.appoint' then 'tenant_admin' end
$$;
revoke all on function auth.act_role(text) from public;
grant execute on function auth.act_role(text) to yorube_definer, yorube_app;
create policy read on auth.act_approval for select to yorube_app
  using (auth.act_role(act) = any ((select auth.my_roles())::text[]));

create function auth.ask_act(p_id uuid, p_act text, p_fields text, p_expires_at timestamptz, p_mac bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  if s.id is null or auth.act_role(p_act) is null or not (auth.act_role(p_act) = any (auth.my_roles())) then return false; end if;
  -- A newer word takes the place of an older one.
  update auth.act_approval set state = 'declined', decided_by = null, decided_at = now()
  where tenant_id = s.tenant_id and act = p_act and asked_by = s.user_id and state in ('asked', 'approved');
  insert into auth.act_approval (tenant_id, id, act, fields, mac, asked_by, expires_at)
  values (s.tenant_id, p_id, p_act, p_fields, p_mac, s.user_id, p_expires_at);
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id, made_by)
  select s.tenant_id, gen_random_uuid(), r.user_id, 'act.asked', p_act, p_id, s.user_id
  from auth.role_assignment r where r.tenant_id = s.tenant_id and r.role = auth.act_role(p_act) and r.user_id <> s.user_id;
  return true;
end $$;
call internal.definer('auth.ask_act(uuid, text, text, timestamptz, bytea)', 'yorube_app');

-- The second person, who saw exactly these fields (the MAC she was shown). Answers 'done', or why not: 'absent' (gone,
-- decided, changed), 'own', 'unconfirmed', 'stale' (too old, or whoever asked may no more).
create function auth.decide_act(p_id uuid, p_mac bytea, p_agrees boolean) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  a auth.act_approval;
begin
  select * into a from auth.act_approval where tenant_id = s.tenant_id and id = p_id and state in ('asked', 'approved') for update;
  if a.id is null or a.mac <> p_mac or not (auth.act_role(a.act) = any (auth.my_roles())) then return 'absent'; end if;
  if not p_agrees then
    update auth.act_approval set state = 'declined', decided_by = s.user_id, decided_at = now() where tenant_id = s.tenant_id and id = p_id;
    return 'done';
  end if;
  if a.asked_by = s.user_id then return 'own'; end if;
  if a.state <> 'asked' then return 'absent'; end if;
  if s.step_up_until is null or s.step_up_until < now() then return 'unconfirmed'; end if;
  if a.expires_at < now() or not auth.holds_role(s.tenant_id, a.asked_by, auth.act_role(a.act)) then return 'stale'; end if;
  update auth.act_approval set state = 'approved', decided_by = s.user_id, decided_at = now() where tenant_id = s.tenant_id and id = p_id;
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id, made_by)
  values (s.tenant_id, gen_random_uuid(), a.asked_by, 'act.approved', a.act, a.id, s.user_id);
  return 'done';
end $$;
call internal.definer('auth.decide_act(uuid, bytea, boolean)', 'yorube_app');

create function auth.holds_role(p_tenant uuid, p_user uuid, p_role text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from auth.role_assignment r
    join auth.staff_user u on u.tenant_id = r.tenant_id and u.id = r.user_id and u.state = 'active'
    where r.tenant_id = p_tenant and r.user_id = p_user and r.role = p_role
      and r.not_before <= now() and (r.not_after is null or r.not_after > now()))
$$;
call internal.definer('auth.holds_role(uuid, uuid, text)', 'yorube_definer');

-- Spends the agreement, in the asker's session: true once. Whoever agreed still may; a word of somebody who has lost the
-- role counts for nothing. Part of the transaction that does the act: if that fails, it is not spent.
create function auth.spend_act(p_id uuid, p_act text, p_mac bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  update auth.act_approval a set state = 'done', done_at = now()
  where a.tenant_id = s.tenant_id and a.id = p_id and a.act = p_act and a.mac = p_mac and a.state = 'approved'
    and a.asked_by = s.user_id and a.expires_at > now() and auth.act_role(a.act) = any (auth.my_roles())
    and auth.holds_role(s.tenant_id, a.decided_by, auth.act_role(a.act));
  return found;
end $$;
call internal.definer('auth.spend_act(uuid, text, bytea)', 'yorube_app');

-- Where the operator requires the office's directory (docs/adr/0022), nobody steps out of it by herself: which tenant a provider
-- stands for is asked of its host names, not of the name that a browser came by; a link is replaced by nothing but its removal; and
-- where it is required, removing it is an act of two administrators.

-- Whether one of these host names (of a provider, from the operator's file) leads to that tenant: whichever name was asked now.
create function auth.answers_to(p_tenant uuid, p_hosts text[]) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from unnest(p_hosts) as h (host) cross join lateral auth.tenant_for(h.host) t where t.tenant_id = p_tenant)
$$;
call internal.definer('auth.answers_to(uuid, text[])', 'yorube_app');

-- Answers 'done', 'unconfirmed', 'taken' (somebody else's), or 'other': she is linked to another person of the directory, and
-- that link goes first, or a colleague's account there would do in place of her own closed one.
create or replace function auth.link_provider(p_subject_hash bytea, p_mac bytea) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  if s.id is null or s.step_up_until is null or s.step_up_until <= now() then return 'unconfirmed'; end if;
  perform 1 from auth.staff_user where tenant_id = s.tenant_id and id = s.user_id for update;
  if exists (select from auth.provider_link l where l.tenant_id = s.tenant_id and l.subject_hash = p_subject_hash
    and l.user_id <> s.user_id) then return 'taken'; end if;
  if exists (select from auth.provider_link l where l.tenant_id = s.tenant_id and l.user_id = s.user_id
    and l.subject_hash <> p_subject_hash) then return 'other'; end if;
  insert into auth.provider_link (tenant_id, user_id, subject_hash, mac) values (s.tenant_id, s.user_id, p_subject_hash, p_mac)
  on conflict (tenant_id, user_id) do update set mac = excluded.mac, linked_at = now();
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
  values (s.tenant_id, gen_random_uuid(), s.user_id, 'account.provider-linked', 'own-account', s.user_id);
  return 'done';
end $$;

alter table auth.account_proposal drop constraint account_proposal_act_check;
alter table auth.account_proposal add constraint account_proposal_act_check
  check (act in ('give_role', 'take_role', 'suspend', 'resume', 'leave', 'reset', 'unlink'));

-- By two administrators. She hears of it as if she had done it herself.
create function auth.unlink_account(p_tenant uuid, p_user uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from auth.provider_link where tenant_id = p_tenant and user_id = p_user;
  if not found then return 'absent'; end if;
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id, made_by)
  values (p_tenant, gen_random_uuid(), p_user, 'account.provider-unlinked', 'own-account', p_user, auth.my_user());
  return 'done';
end $$;
call internal.definer('auth.unlink_account(uuid, uuid)', 'yorube_definer');

create or replace function auth.confirm_account_proposal(p_id uuid, p_mac bytea) returns text
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
    when 'unlink' then auth.unlink_account(s.tenant_id, p.user_id)
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

-- A key that was taken away may be in somebody's hand who came in with it: as with new factors (0146), every other session ends.
create or replace function auth.remove_passkey(p_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  if s.id is null or s.step_up_until is null or s.step_up_until <= now() then return 'unconfirmed'; end if;
  perform 1 from auth.staff_user where tenant_id = s.tenant_id and id = s.user_id for update;
  perform 1 from auth.passkey where tenant_id = s.tenant_id and user_id = s.user_id and id = p_id;
  if not found then return 'absent'; end if;
  if not exists (select from auth.passkey p where p.tenant_id = s.tenant_id and p.user_id = s.user_id and p.id <> p_id)
    and not exists (select from auth.factor f where f.tenant_id = s.tenant_id and f.user_id = s.user_id and f.kind = 'totp')
    and not exists (select from auth.factor_code c where c.tenant_id = s.tenant_id and c.user_id = s.user_id and c.used_at is null)
  then return 'last'; end if;
  delete from auth.passkey where tenant_id = s.tenant_id and user_id = s.user_id and id = p_id;
  delete from auth.unlocker where tenant_id = s.tenant_id and user_id = s.user_id and unlocker_id = p_id and kind = 'passkey';
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
  values (s.tenant_id, gen_random_uuid(), s.user_id, 'account.passkey-removed', 'own-account', s.user_id);
  delete from auth.session o where o.tenant_id = s.tenant_id and o.user_id = s.user_id and o.lookup <> s.lookup;
  return 'done';
end $$;

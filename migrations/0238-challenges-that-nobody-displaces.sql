-- A network kept its newest fifty challenges, and anybody may ask for one: fifty questions of a stranger took those of everybody who
-- signed in from the same address. Now a challenge says by itself when it ends and carries a MAC; nothing is stored when it is given.
-- What is written down is which was taken, so that each counts once. Those that are under way at the upgrade have to be asked anew.
drop function auth.give_challenge(uuid, bytea, bytea);
drop function auth.take_challenge(uuid, bytea);
drop table auth.challenge;

create table auth.taken_challenge (
  tenant_id uuid not null references auth.tenant,
  tag bytea not null,
  ends_at timestamptz not null,
  primary key (tenant_id, tag)
);
call internal.classify('auth.taken_challenge', 'tenant_id P, tag K, ends_at P');
call internal.protect('auth.taken_challenge');

-- Answers 'taken', 'again' or 'ended'. By the clock on the wall: a transaction that began in time may be late by now.
create function auth.take_challenge(p_tenant uuid, p_tag bytea, p_ends_at timestamptz) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_ends_at <= clock_timestamp() or p_ends_at > clock_timestamp() + interval '10 minutes' then return 'ended'; end if;
  insert into auth.taken_challenge (tenant_id, tag, ends_at) values (p_tenant, p_tag, p_ends_at) on conflict do nothing;
  return case when found then 'taken' else 'again' end;
end $$;

-- The directory has shown who a browser's, or a session's, person is: for five minutes it stands for her code. Both hashes are keyed,
-- the second over her account as well: a row that somebody else writes shows nobody.
create table auth.provider_visit (
  tenant_id uuid not null,
  attempt_hash bytea not null,
  hash bytea not null,
  user_id uuid not null,
  ends_at timestamptz not null default now() + interval '5 minutes',
  primary key (tenant_id, attempt_hash),
  foreign key (tenant_id, user_id) references auth.staff_user
);
create index provider_visit_user on auth.provider_visit (tenant_id, user_id, ends_at desc);
call internal.classify('auth.provider_visit', 'tenant_id P, attempt_hash K, hash K, user_id P, ends_at P');
call internal.protect('auth.provider_visit');

-- Of her visits the newest ten are kept: only who is her in the directory makes any.
create function auth.note_provider_visit(p_tenant uuid, p_user uuid, p_attempt_hash bytea, p_hash bytea) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from auth.provider_visit where tenant_id = p_tenant and attempt_hash in (
    select v.attempt_hash from auth.provider_visit v where v.tenant_id = p_tenant and v.user_id = p_user
    order by v.ends_at desc offset 9);
  insert into auth.provider_visit (tenant_id, attempt_hash, hash, user_id) values (p_tenant, p_attempt_hash, p_hash, p_user)
  on conflict (tenant_id, attempt_hash) do update
    set hash = excluded.hash, user_id = excluded.user_id, ends_at = excluded.ends_at
$$;

create function auth.take_provider_visit(p_tenant uuid, p_attempt_hash bytea, p_hash bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from auth.provider_visit
  where tenant_id = p_tenant and attempt_hash = p_attempt_hash and hash = p_hash and ends_at > now();
  return found;
end $$;

-- Whether somebody was there and took too long: that is no wrong password.
create function auth.is_provider_visit_over(p_tenant uuid, p_attempt_hash bytea) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from auth.provider_visit
                 where tenant_id = p_tenant and attempt_hash = p_attempt_hash and ends_at <= now())
$$;

create or replace function auth.end_old_sessions() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from auth.session where ends_at <= now() or (machine_id is null and active_at <= now() - interval '15 minutes')
    or replaced_at < now() - interval '1 minute';
  delete from auth.submission where at < now() - interval '7 days';
  delete from auth.sign_in_attempt where at < now() - interval '1 day';
  -- Later than they end: whoever looked at the clock just before finds that it was taken.
  delete from auth.taken_challenge where ends_at <= now() - interval '1 minute';
  delete from auth.provider_visit where ends_at <= now() - interval '1 hour'
$$;

call internal.definer('auth.take_challenge(uuid, bytea, timestamptz)', 'yorube_app');
call internal.definer('auth.note_provider_visit(uuid, uuid, bytea, bytea)', 'yorube_app');
call internal.definer('auth.take_provider_visit(uuid, bytea, bytea)', 'yorube_app');
call internal.definer('auth.is_provider_visit_over(uuid, bytea)', 'yorube_app');

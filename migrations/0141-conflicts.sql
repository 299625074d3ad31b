-- Who works here and is near to somebody's opposing party: what she declared about herself and her kin, and who the opposing
-- parties are, as tokens under two different keys (docs/adr/0017). Whoever adds to one side computes the other side's tokens
-- in memory and asks; a copy of the database cannot join the two. A match blocks the case for her, and says so to nobody
-- but those who lead the desk that holds it.

create table auth.kin (
  tenant_id uuid not null references auth.tenant,
  id uuid not null,
  user_id uuid not null,
  created_at timestamptz not null default now(),
  rev bigint not null default 1,
  schema_no integer not null default 1,
  -- who it is: opened for herself alone
  document bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references auth.staff_user
);
create index kin_user on auth.kin (tenant_id, user_id, created_at);
call internal.classify('auth.kin', 'tenant_id P, id P, user_id P, created_at P, rev P, schema_no P, document S');
call internal.protect('auth.kin');
grant select, insert, delete on auth.kin to yorube_app;
create policy own on auth.kin for select to yorube_app using (user_id = (select auth.my_user()));
create policy own_add on auth.kin for insert to yorube_app with check (user_id = (select auth.my_user()));
create policy own_remove on auth.kin for delete to yorube_app using (user_id = (select auth.my_user()));

create table auth.kin_token (
  tenant_id uuid not null,
  kin_id uuid not null,
  use text not null check (use in ('phone', 'kana-name', 'written-name', 'name-and-birth-date')),
  token bytea not null,
  primary key (tenant_id, kin_id, use, token),
  foreign key (tenant_id, kin_id) references auth.kin on delete cascade
);
create index kin_token_lookup on auth.kin_token (tenant_id, token);
call internal.classify('auth.kin_token', 'tenant_id P, kin_id P, use P, token K');
call internal.protect('auth.kin_token');

-- No case and no person: which one it is stands in the pointer, sealed by the vault; the party is a keyed hash.
create table auth.opposing_token (
  tenant_id uuid not null references auth.tenant,
  id uuid not null,
  party bytea not null,
  use text not null check (use in ('phone', 'kana-name', 'written-name', 'name-and-birth-date')),
  token bytea not null,
  pointer bytea not null,
  primary key (tenant_id, id)
);
create index opposing_token_lookup on auth.opposing_token (tenant_id, token);
create index opposing_token_party on auth.opposing_token (tenant_id, party);
call internal.classify('auth.opposing_token', 'tenant_id P, id P, party K, use P, token K, pointer K');
call internal.protect('auth.opposing_token');

alter table auth.case_block add column origin text not null default 'named' check (origin in ('named', 'conflict'));
call internal.classify('auth.case_block', 'origin P');
-- Only a match makes the other kind, and only somebody who leads takes it away (auth.call_namesake).
create policy named_by_hand on auth.case_block as restrictive for insert to yorube_app with check (origin = 'named');
create policy lifted_by_hand on auth.case_block as restrictive for delete to yorube_app using (origin = 'named');

create table auth.conflict_match (
  tenant_id uuid not null,
  case_id uuid not null,
  user_id uuid not null,
  kin_id uuid not null,
  made_at timestamptz not null default now(),
  -- namesake: somebody who leads has found that it is another person of the same name
  state text not null default 'blocked' check (state in ('blocked', 'namesake')),
  decided_by uuid,
  decided_at timestamptz,
  primary key (tenant_id, case_id, user_id),
  foreign key (tenant_id, case_id) references public.case_,
  foreign key (tenant_id, user_id) references auth.staff_user,
  check ((state = 'namesake') = (decided_by is not null) and decided_by is distinct from user_id)
);
call internal.classify('auth.conflict_match', 'tenant_id P, case_id P, user_id P, kin_id P, made_at P, state P, decided_by P, decided_at P');
call internal.protect('auth.conflict_match');
grant select (tenant_id, case_id, user_id, made_at, state, decided_by, decided_at) on auth.conflict_match to yorube_app;
-- A case that does not exist for her is none of these: row-level security holds within the condition, too.
create policy read on auth.conflict_match for select to yorube_app using (
  user_id <> (select auth.my_user()) and case_id in (
    select c.id from public.case_ c where c.desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager']))::uuid[])));
-- Her own tokens, together with the document.
create function auth.set_kin_tokens(p_kin uuid, p_uses text[], p_tokens bytea[]) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into auth.kin_token (tenant_id, kin_id, use, token)
  select k.tenant_id, k.id, t.use, t.token from auth.kin k, unnest(p_uses, p_tokens) as t (use, token)
  where k.tenant_id = auth.my_tenant() and k.id = p_kin and k.user_id = auth.my_user()
  on conflict do nothing
$$;
call internal.definer('auth.set_kin_tokens(uuid, text[], bytea[])', 'yorube_app');

-- In place of what was known of that party. Nobody can name a party without the vault.
create function auth.set_opposing(p_party bytea, p_ids uuid[], p_uses text[], p_tokens bytea[], p_pointers bytea[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if cardinality(auth.my_desks_as(array['counselor', 'supervisor', 'manager'])) = 0 then return; end if;
  delete from auth.opposing_token where tenant_id = auth.my_tenant() and party = p_party;
  insert into auth.opposing_token (tenant_id, id, party, use, token, pointer)
  select auth.my_tenant(), t.id, p_party, t.use, t.token, t.pointer
  from unnest(p_ids, p_uses, p_tokens, p_pointers) as t (id, use, token, pointer);
end $$;
call internal.definer('auth.set_opposing(bytea, uuid[], text[], bytea[], bytea[])', 'yorube_app');

-- Asked with tokens that only the vault computes: what of them is known on the other side, and whether a birth date is.
create function auth.find_kin(p_tokens bytea[])
returns table (user_id uuid, kin_id uuid, uses text[], has_birth_date boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.user_id, k.id, array_agg(distinct t.use),
    exists (select from auth.kin_token b where b.tenant_id = k.tenant_id and b.kin_id = k.id and b.use = 'name-and-birth-date')
  from auth.kin_token t join auth.kin k on k.tenant_id = t.tenant_id and k.id = t.kin_id
  where t.tenant_id = auth.my_tenant() and t.token = any (p_tokens)
  group by k.tenant_id, k.id, k.user_id limit 200
$$;
call internal.definer('auth.find_kin(bytea[])', 'yorube_app');

create function auth.find_opposing(p_tokens bytea[])
returns table (ids uuid[], pointers bytea[], uses text[], has_birth_date boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array_agg(t.id order by t.id), array_agg(t.pointer order by t.id), array_agg(distinct t.use),
    exists (select from auth.opposing_token b where b.tenant_id = t.tenant_id and b.party = t.party and b.use = 'name-and-birth-date')
  from auth.opposing_token t
  where t.tenant_id = auth.my_tenant() and t.token = any (p_tokens)
  group by t.tenant_id, t.party limit 200
$$;
call internal.definer('auth.find_opposing(bytea[])', 'yorube_app');

-- A match. For herself (she declared), or on a case of her desk (the opposing party was written down there). What follows
-- from it happens with the commit: whoever is in the middle of an act finishes it, and nothing she sees changes before.
create function auth.note_conflict(p_case uuid, p_user uuid, p_kin uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into auth.conflict_match (tenant_id, case_id, user_id, kin_id)
  select c.tenant_id, c.id, k.user_id, k.id
  from public.case_ c join auth.kin k on k.tenant_id = c.tenant_id and k.id = p_kin and k.user_id = p_user
  where c.tenant_id = auth.my_tenant() and c.id = p_case
    and (p_user = auth.my_user() or c.desk_id = any (auth.my_desks()))
  on conflict (tenant_id, case_id, user_id) do update
    set state = 'blocked', kin_id = excluded.kin_id, made_at = now(), decided_by = null, decided_at = null
    where conflict_match.state = 'namesake' and conflict_match.kin_id <> excluded.kin_id
$$;
call internal.definer('auth.note_conflict(uuid, uuid, uuid)', 'yorube_app');

create function auth.block_for_conflict() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  home public.case_;
  told integer;
begin
  insert into auth.case_block (tenant_id, case_id, user_id, created_by, origin)
  values (new.tenant_id, new.case_id, new.user_id, new.user_id, 'conflict') on conflict do nothing;
  if not found then return null; end if;
  select * into home from public.case_ c where c.tenant_id = new.tenant_id and c.id = new.case_id;
  -- Her work on it becomes the desk's.
  update public.case_ set assignee_id = null where tenant_id = new.tenant_id and id = new.case_id and assignee_id = new.user_id;
  insert into audit.event (tenant_id, action, object_type, object_id, case_id, purpose, result)
  values (new.tenant_id, 'case.conflict-blocked', 'account', new.user_id, new.case_id, 'protection', 'ok');
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id, compartment_id)
  select new.tenant_id, gen_random_uuid(), l.user_id, 'case.conflict', 'case-block', new.case_id, home.compartment_id
  from auth.leads_without_block(new.tenant_id, home.desk_id, new.case_id, array['supervisor', 'manager']) as l (user_id);
  get diagnostics told = row_count;
  if told > 0 then return null; end if;
  -- Nobody who leads is left whom it does not concern: the desk hears of it; where nobody is left at all, administrators.
  insert into public.notice (tenant_id, id, desk_id, kind, object_type, object_id, compartment_id)
  values (new.tenant_id, gen_random_uuid(), home.desk_id, 'case.conflict', 'case-block', new.case_id, home.compartment_id);
  -- Only by whoever sits there: somebody of another desk was never among them.
  if exists (select from auth.membership m where m.tenant_id = new.tenant_id and m.desk_id = home.desk_id and m.user_id = new.user_id)
    and not exists (select from auth.leads_without_block(new.tenant_id, home.desk_id, new.case_id, null)) then
    insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
    select new.tenant_id, gen_random_uuid(), r.user_id, 'desk.nobody-left', 'desk', home.desk_id
    from auth.role_assignment r where r.tenant_id = new.tenant_id and r.role = 'tenant_admin';
  end if;
  return null;
end $$;

-- Live members of a desk, of these roles or of any, for whom the case exists.
create function auth.leads_without_block(p_tenant uuid, p_desk uuid, p_case uuid, p_roles text[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct m.user_id from auth.membership m
  join auth.desk d on d.tenant_id = m.tenant_id and d.id = m.desk_id and d.epoch = m.epoch
  join auth.staff_user u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.state = 'active'
  where m.tenant_id = p_tenant and m.desk_id = p_desk and (p_roles is null or m.role = any (p_roles))
    and m.not_before <= extract(epoch from now()) and (m.not_after = 0 or m.not_after > extract(epoch from now()))
    and not exists (select from auth.case_block b where b.tenant_id = m.tenant_id and b.case_id = p_case and b.user_id = m.user_id)
$$;
call internal.definer('auth.leads_without_block(uuid, uuid, uuid, text[])', 'yorube_definer');
call internal.definer('auth.block_for_conflict()', 'yorube_definer');
create constraint trigger block_for_conflict after insert or update on auth.conflict_match
  deferrable initially deferred for each row when (new.state = 'blocked') execute function auth.block_for_conflict();

-- Another person of the same name: somebody who leads, and whom it does not concern, says so. False = not hers to say.
create function auth.call_namesake(p_case uuid, p_user uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  if s.id is null or p_user = s.user_id or p_case = any (auth.my_blocked_cases())
     or s.step_up_until is null or s.step_up_until < now()
     or not exists (select from public.case_ c where c.tenant_id = s.tenant_id and c.id = p_case
       and c.desk_id = any (auth.my_desks_as(array['supervisor', 'manager']))) then return false; end if;
  update auth.conflict_match set state = 'namesake', decided_by = s.user_id, decided_at = now()
  where tenant_id = s.tenant_id and case_id = p_case and user_id = p_user and state = 'blocked';
  if not found then return false; end if;
  delete from auth.case_block where tenant_id = s.tenant_id and case_id = p_case and user_id = p_user and origin = 'conflict';
  return true;
end $$;
call internal.definer('auth.call_namesake(uuid, uuid)', 'yorube_app');

-- Persons. One row belongs to one case or one consultation; "the same person" is a reversible link, so that merging and
-- separating rewrite nothing. Every person has her own compartment, so that each child is protected separately.

create table person (
  tenant_id uuid not null,
  id uuid not null,
  desk_id uuid not null,
  compartment_id uuid not null,
  case_id uuid,
  -- client, child, companion, counterpart, relative, contact
  part text not null check (part in ('client', 'child', 'companion', 'counterpart', 'relative', 'contact')),
  age_band text,
  in_municipality text,
  rev bigint not null default 1,
  schema_no integer not null default 1,
  created_at timestamptz not null default now(),
  -- names, kana, birth date, sex, phone: lists and search never open more than this
  card bytea not null,
  -- the same card under the desk's own key, so that a list costs one key (docs/adr); null after a case has changed
  -- hands, until the receiving desk makes its own
  desk_card bytea,
  -- languages, needs, health, household, safe contact and the rest of the face sheet
  face bytea,
  primary key (tenant_id, id),
  foreign key (tenant_id, desk_id) references auth.desk,
  foreign key (tenant_id, compartment_id) references auth.compartment
);
create index person_desk on person (tenant_id, desk_id, created_at);
create index person_case on person (tenant_id, case_id);
call internal.classify('person', 'tenant_id P, id P, desk_id P, compartment_id P, case_id P, part P, age_band C, in_municipality C, rev P, schema_no P, created_at P, card S, desk_card S, face S');

-- Where she is, where she works, the children's school: opened only by a reveal with a reason, released by two persons.
create table whereabouts (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  desk_id uuid not null,
  compartment_id uuid not null,
  case_id uuid,
  -- present_address, registered_address, previous_address, workplace, school, clinic
  kind text not null,
  rev bigint not null default 1,
  schema_no integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  place bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references person
);
create index whereabouts_person on whereabouts (tenant_id, person_id);
call internal.classify('whereabouts', 'tenant_id P, id P, person_id P, desk_id P, compartment_id P, case_id P, kind P, rev P, schema_no P, created_at P, created_by P, place A');

-- Keyed tokens: "we may know this caller". Equality reveals a count and nothing else.
create table caller_token (
  tenant_id uuid not null,
  person_id uuid not null,
  desk_id uuid not null,
  use text not null check (use in ('phone', 'name-and-birth-date')),
  token bytea not null,
  primary key (tenant_id, person_id, use, token),
  foreign key (tenant_id, person_id) references person on delete cascade
);
create index caller_token_lookup on caller_token (tenant_id, token);
call internal.classify('caller_token', 'tenant_id P, person_id P, desk_id P, use P, token K');

-- Two rows are the same person, said by someone, until said otherwise.
create table same_person (
  tenant_id uuid not null,
  id uuid not null,
  desk_id uuid not null,
  person_id uuid not null,
  other_id uuid not null,
  said_by uuid not null,
  said_at timestamptz not null default now(),
  unsaid_by uuid,
  unsaid_at timestamptz,
  primary key (tenant_id, id),
  check (person_id <> other_id),
  foreign key (tenant_id, person_id) references person,
  foreign key (tenant_id, other_id) references person
);
create index same_person_one on same_person (tenant_id, person_id);
create index same_person_other on same_person (tenant_id, other_id);
call internal.classify('same_person', 'tenant_id P, id P, desk_id P, person_id P, other_id P, said_by P, said_at P, unsaid_by P, unsaid_at P');

call internal.protect('person');
call internal.protect('whereabouts');
call internal.protect('caller_token');
call internal.protect('same_person');

-- The usual rules of a row that belongs to a desk and perhaps to a case: the desk reads and writes, a desk that was
-- given the compartment reads, and nobody for whom the case does not exist sees anything.
create procedure internal.belongs_to_desk(t regclass, has_case boolean, has_compartment boolean) language plpgsql as $$
declare shared text := case when has_compartment then ' or compartment_id = any ((select auth.my_shared_compartments())::uuid[])' else '' end;
begin
  execute format('grant select, insert, update on %s to yorube_app', t);
  execute format('create policy read on %s for select to yorube_app using (desk_id = any ((select auth.my_desks())::uuid[])%s)', t, shared);
  execute format('create policy write on %s for insert to yorube_app with check (desk_id = any ((select auth.my_desks())::uuid[]))', t);
  execute format('create policy change on %s for update to yorube_app using (desk_id = any ((select auth.my_desks())::uuid[]))', t);
  if has_case then
    execute format('create policy not_blocked on %s as restrictive to yorube_app
      using (case_id is null or case_id <> all ((select auth.my_blocked_cases())::uuid[]))', t);
  end if;
end $$;
call internal.belongs_to_desk('person', true, true);
-- A share never carries whereabouts: what a recipient must know of them stands in her own sheet, item by item.
call internal.belongs_to_desk('whereabouts', true, false);
call internal.belongs_to_desk('caller_token', false, false);
call internal.belongs_to_desk('same_person', false, false);
grant delete on caller_token to yorube_app;
create policy remove on caller_token for delete to yorube_app using (desk_id = any ((select auth.my_desks())::uuid[]));

-- Rows that name a person and no case: a token that answers "we know this caller" would give a blocked case away.
create function auth.my_blocked_people() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select p.id from auth.live_session() s
    join auth.case_block b on b.tenant_id = s.tenant_id and b.user_id = s.user_id
    join public.person p on p.tenant_id = b.tenant_id and p.case_id = b.case_id)
$$;
call internal.definer('auth.my_blocked_people()', 'yorube_app');
create policy not_blocked on caller_token as restrictive to yorube_app
  using (person_id <> all ((select auth.my_blocked_people())::uuid[]));
create policy not_blocked on same_person as restrictive to yorube_app
  using (person_id <> all ((select auth.my_blocked_people())::uuid[]) and other_id <> all ((select auth.my_blocked_people())::uuid[]));

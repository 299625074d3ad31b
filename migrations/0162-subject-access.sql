-- Requests of a person for what is held about her (the act on personal information, Art. 76 and following), and each record that
-- is held, with what was proposed and what somebody else decided. What was said and how to reach her lies sealed in a
-- compartment of its own; it goes along when the case changes hands.

create table access_request (
  tenant_id uuid not null,
  id uuid not null,
  desk_id uuid not null,
  compartment_id uuid not null,
  -- Null where no case is meant: somebody about whom nothing may be said, or nothing is held.
  case_id uuid,
  requester text not null check (requester in ('herself', 'legal_agent', 'mandated_agent')),
  received_on date not null,
  due_on date not null,
  extended_on date,
  state text not null default 'received' check (state in ('received', 'identified', 'decided', 'given', 'refused', 'withdrawn')),
  -- Which papers were seen, as codes.
  proofs text[] not null default '{}',
  asked_herself boolean not null default false,
  identified_by uuid,
  identified_at timestamptz,
  proposed_by uuid,
  decided_by uuid,
  decided_at timestamptz,
  ended_by uuid,
  ended_at timestamptz,
  release_id uuid,
  made_by uuid not null,
  made_at timestamptz(3) not null default now(),
  rev bigint not null default 1,
  schema_no integer not null default 1,
  words bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, desk_id) references auth.desk,
  foreign key (tenant_id, compartment_id) references auth.compartment,
  foreign key (tenant_id, case_id) references case_,
  check (due_on > received_on),
  -- The second person is another one.
  check (decided_by is null or decided_by <> proposed_by)
);
create index access_request_desk on access_request (tenant_id, desk_id, state, due_on);
create index access_request_case on access_request (tenant_id, case_id);
call internal.classify('access_request', 'tenant_id P, id P, desk_id P, compartment_id P, case_id P, requester P, received_on P, due_on P, extended_on P, state P, proofs P, asked_herself P, identified_by P, identified_at P, proposed_by P, decided_by P, decided_at P, ended_by P, ended_at P, release_id P, made_by P, made_at P, rev P, schema_no P, words S');

create table access_item (
  tenant_id uuid not null,
  id uuid not null,
  access_id uuid not null,
  case_id uuid not null,
  desk_id uuid not null,
  kind text not null check (kind in ('core', 'safety', 'person', 'whereabouts', 'file', 'consultation', 'note', 'decision', 'request', 'disclosure', 'hands')),
  object_id uuid not null,
  day date not null,
  -- The other desk it came from or went to, if there is one.
  with_desk uuid,
  third_party boolean not null,
  choice text check (choice in ('disclose', 'partly', 'withhold')),
  -- Number of the ground among those of Art. 78.
  ground integer check (ground in (1, 2, 3, 5, 6, 7)),
  primary key (tenant_id, id),
  unique (tenant_id, access_id, kind, object_id),
  foreign key (tenant_id, access_id) references access_request,
  foreign key (tenant_id, case_id) references case_
);
call internal.classify('access_item', 'tenant_id P, id P, access_id P, case_id P, desk_id P, kind P, object_id P, day P, with_desk P, third_party P, choice P, ground P');

call internal.protect('access_request');
call internal.protect('access_item');
call internal.belongs_to_desk('access_request', true, false);
call internal.belongs_to_desk('access_item', true, false);
revoke update on access_request, access_item from yorube_app;
grant update (due_on, extended_on, state, proofs, asked_herself, identified_by, identified_at, proposed_by, decided_by, decided_at,
              ended_by, ended_at, release_id, rev) on access_request to yorube_app;
grant update (third_party, choice, ground) on access_item to yorube_app;
call internal.has_parent('access_request', 'case_id', 'case_');
call internal.has_parent('access_request', 'compartment_id', 'auth.compartment');
call internal.has_parent('access_request', 'release_id', 'release');
call internal.has_parent('access_item', 'case_id', 'case_');
call internal.has_parent('access_item', 'access_id', 'access_request');

-- Nothing of a case is destroyed while a request about it runs, nor for the three months in which the answer can be contested.
create function public.held_for_access(p_tenant uuid, p_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from public.access_request a where a.tenant_id = p_tenant and a.case_id = p_case
      and (a.state in ('received', 'identified', 'decided')
        or (a.state in ('given', 'refused') and a.ended_at > now() - interval '3 months')))
$$;
call internal.definer('public.held_for_access(uuid, uuid)', 'yorube_definer');

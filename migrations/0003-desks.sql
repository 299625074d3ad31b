-- Desks as holders of keys: their epochs, their members, and what has been shared with them.
-- What a desk is called and which body it belongs to stands in the directory module.

create table auth.desk (
  tenant_id uuid not null references auth.tenant,
  id uuid not null,
  -- 'hub' desks own cases; 'asked' desks (departments, agencies) receive sheets; 'paper' desks have no terminal.
  kind text not null check (kind in ('hub', 'asked', 'paper')),
  -- The current epoch of the desk's key; null until two first members are named.
  epoch integer,
  primary key (tenant_id, id)
);
call internal.classify('auth.desk', 'tenant_id P, id P, kind P, epoch P');

create table auth.desk_key (
  tenant_id uuid not null,
  desk_id uuid not null,
  epoch integer not null,
  key_id bytea not null,
  public_key bytea not null,
  mac bytea not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, desk_id, epoch),
  foreign key (tenant_id, desk_id) references auth.desk
);
call internal.classify('auth.desk_key', 'tenant_id P, desk_id P, epoch P, key_id K, public_key K, mac K, created_at P');

create table auth.membership (
  tenant_id uuid not null,
  desk_id uuid not null,
  user_id uuid not null,
  epoch integer not null,
  role text not null,
  not_before bigint not null default 0,
  not_after bigint not null default 0,
  wrap bytea not null,
  mac bytea not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, desk_id, user_id, epoch),
  foreign key (tenant_id, desk_id, epoch) references auth.desk_key,
  foreign key (tenant_id, user_id) references auth.staff_user
);
create index membership_user on auth.membership (tenant_id, user_id);
call internal.classify('auth.membership', 'tenant_id P, desk_id P, user_id P, epoch P, role P, not_before P, not_after P, wrap K, mac K, created_at P');

create table auth.compartment (
  tenant_id uuid not null references auth.tenant,
  id uuid not null,
  kind text not null,
  -- The desk that made it decides who else may hold its key.
  owner_desk_id uuid not null,
  -- Which case's key this is, if any; blocks follow it.
  case_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, id, owner_desk_id),
  foreign key (tenant_id, owner_desk_id) references auth.desk
);
create index compartment_case on auth.compartment (tenant_id, case_id);
call internal.classify('auth.compartment', 'tenant_id P, id P, kind P, owner_desk_id P, case_id P, created_at P');

create table auth.compartment_grant (
  tenant_id uuid not null,
  compartment_id uuid not null,
  owner_desk_id uuid not null,
  desk_id uuid not null,
  epoch integer not null,
  key_id bytea not null,
  not_after bigint not null default 0,
  basis_id uuid,
  wrap bytea not null,
  mac bytea not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, compartment_id, desk_id),
  foreign key (tenant_id, compartment_id, owner_desk_id)
    references auth.compartment (tenant_id, id, owner_desk_id) on delete cascade on update cascade,
  foreign key (tenant_id, desk_id, epoch) references auth.desk_key
);
create index compartment_grant_desk on auth.compartment_grant (tenant_id, desk_id, compartment_id);
call internal.classify('auth.compartment_grant', 'tenant_id P, compartment_id P, owner_desk_id P, desk_id P, epoch P, key_id K, not_after P, basis_id P, wrap K, mac K, created_at P');

-- Persons for whom a case does not exist (she named them, or they are the counterpart). Absent and blocked look alike.
create table auth.case_block (
  tenant_id uuid not null,
  case_id uuid not null,
  user_id uuid not null,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  primary key (tenant_id, user_id, case_id),
  foreign key (tenant_id, user_id) references auth.staff_user
);
call internal.classify('auth.case_block', 'tenant_id P, case_id P, user_id P, created_at P, created_by P');

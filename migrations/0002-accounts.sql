-- Accounts, their keys, sessions, and the functions that tell row-level security who is asking.

create table auth.staff_user (
  tenant_id uuid not null references auth.tenant,
  id uuid not null,
  login text not null,
  display_name text not null,
  state text not null default 'invited' check (state in ('invited', 'active', 'suspended', 'left')),
  created_at timestamptz not null default now(),
  left_at timestamptz,
  primary key (tenant_id, id)
);
create unique index staff_user_login on auth.staff_user (tenant_id, lower(login));
call internal.classify('auth.staff_user', 'tenant_id P, id P, login P, display_name P, state P, created_at P, left_at P');

create table auth.user_key (
  tenant_id uuid not null,
  user_id uuid not null,
  key_id bytea not null,
  public_key bytea not null,
  mac bytea not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references auth.staff_user
);
call internal.classify('auth.user_key', 'tenant_id P, user_id P, key_id K, public_key K, mac K');

create table auth.unlocker (
  tenant_id uuid not null,
  user_id uuid not null,
  unlocker_id uuid not null,
  kind text not null check (kind in ('password', 'activation')),
  salt bytea not null,
  auth_hash bytea not null,
  wrap bytea not null,
  not_after bigint not null default 0,
  mac bytea not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id, unlocker_id),
  foreign key (tenant_id, user_id) references auth.staff_user
);
create unique index unlocker_kind on auth.unlocker (tenant_id, user_id, kind);
call internal.classify('auth.unlocker', 'tenant_id P, user_id P, unlocker_id P, kind P, salt K, auth_hash K, wrap K, not_after P, mac K, created_at P');

-- A second factor: one authenticator app, and printed cards (also recovery codes) whose codes work once each.
create table auth.factor (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('totp', 'card', 'recovery')),
  secret bytea,
  last_step bigint not null default 0,
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id, id),
  foreign key (tenant_id, user_id) references auth.staff_user
);
call internal.classify('auth.factor', 'tenant_id P, user_id P, id P, kind P, secret K, last_step P, created_at P');

create table auth.factor_code (
  tenant_id uuid not null,
  user_id uuid not null,
  factor_id uuid not null,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (tenant_id, user_id, code_hash),
  foreign key (tenant_id, user_id, factor_id) references auth.factor on delete cascade
);
call internal.classify('auth.factor_code', 'tenant_id P, user_id P, factor_id P, code_hash K, used_at P');

create table auth.session (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  lookup bytea not null,
  user_id uuid not null,
  wrap bytea not null,
  network_hash bytea not null,
  device_label text not null default '',
  created_at timestamptz not null default now(),
  active_at timestamptz not null default now(),
  ends_at timestamptz not null,
  step_up_until timestamptz,
  -- After a step-up the previous cookie keeps working for requests already on their way.
  replaced_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references auth.staff_user
);
create unique index session_lookup on auth.session (lookup);
create index session_of_user on auth.session (tenant_id, user_id);
call internal.classify('auth.session', 'tenant_id P, id P, lookup K, user_id P, wrap K, network_hash K, device_label P, created_at P, active_at P, ends_at P, step_up_until P, replaced_at P');

-- Roles that are not held at a desk (tenant administrator, auditor).
create table auth.role_assignment (
  tenant_id uuid not null,
  user_id uuid not null,
  role text not null,
  not_before timestamptz not null default now(),
  not_after timestamptz,
  mac bytea not null,
  primary key (tenant_id, user_id, role),
  foreign key (tenant_id, user_id) references auth.staff_user
);
call internal.classify('auth.role_assignment', 'tenant_id P, user_id P, role P, not_before P, not_after P, mac K');

create table auth.sign_in_attempt (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  at timestamptz not null default now(),
  login_hash bytea not null,
  network_hash bytea not null,
  succeeded boolean not null,
  primary key (tenant_id, id)
);
create index sign_in_attempt_recent on auth.sign_in_attempt (tenant_id, at);
call internal.classify('auth.sign_in_attempt', 'tenant_id P, id P, at P, login_hash K, network_hash K, succeeded P');

-- A submission that may arrive twice (lost network, impatient double click) takes effect once.
create table auth.submission (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  action text not null,
  outcome_id uuid,
  at timestamptz not null default now(),
  primary key (tenant_id, user_id, id)
);
call internal.classify('auth.submission', 'tenant_id P, user_id P, id P, action P, outcome_id P, at P');

-- The duty of confidentiality, acknowledged before first access; it lasts after leaving. `ground` names the article.
create table auth.pledge (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  ground text not null,
  text_version integer not null,
  at timestamptz not null default now(),
  renew_by date,
  primary key (tenant_id, user_id, id),
  foreign key (tenant_id, user_id) references auth.staff_user
);
call internal.classify('auth.pledge', 'tenant_id P, user_id P, id P, ground P, text_version P, at P, renew_by P');

-- The record of reads and writes. Written through one function that takes the identity from the bearer; read by
-- auditors and, case by case, by supervisors. Batches are sealed by transaction order (xid8), not by seq.

create table audit.event (
  seq bigint generated always as identity,
  xid8 xid8 not null default pg_current_xact_id(),
  tenant_id uuid,
  at timestamptz not null default now(),
  actor_id uuid,
  session_hash bytea,
  action text not null,
  object_type text,
  object_id uuid,
  -- The case this concerns, where there is one: "who has viewed this case".
  case_id uuid,
  purpose text not null,
  basis text,
  result text not null check (result in ('ok', 'absent', 'refused', 'failed', 'unopenable')),
  count integer,
  content_hash bytea,
  -- A reason in words, sealed; never plaintext.
  reason bytea,
  primary key (seq)
);
create index event_case on audit.event (tenant_id, case_id, seq) where case_id is not null;
create index event_actor on audit.event (tenant_id, actor_id, at);
call internal.classify('audit.event', 'seq P, xid8 P, tenant_id P, at P, actor_id P, session_hash K, action P, object_type P, object_id P, case_id P, purpose P, basis P, result P, count P, content_hash K, reason S');
alter table audit.event enable row level security;
alter table audit.event force row level security;
grant select, insert on audit.event to yorube_definer;
create policy definer on audit.event to yorube_definer using (true) with check (true);
create policy tenant on audit.event as restrictive to yorube_app, yorube_auditor
  using (tenant_id = (select auth.my_tenant()));
grant select on audit.event to yorube_app, yorube_auditor;
create policy auditors on audit.event for select to yorube_app
  using ('auditor' = any ((select auth.my_roles())::text[]));

create function audit.record(p_action text, p_object_type text, p_object uuid, p_case uuid, p_purpose text, p_basis text,
                             p_result text, p_count integer, p_content_hash bytea, p_reason bytea) returns bigint
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into audit.event (tenant_id, actor_id, session_hash, action, object_type, object_id, case_id, purpose, basis, result, count, content_hash, reason)
  select s.tenant_id, s.user_id, s.lookup, p_action, p_object_type, p_object, p_case, p_purpose, p_basis, p_result, p_count, p_content_hash, p_reason
  from auth.live_session() s where s.id is not null
  returning seq
$$;

-- Acts without a session (sign-in, activation, set-up): the tenant is what the host name said.
create function audit.record_outside(p_tenant uuid, p_user uuid, p_action text, p_purpose text, p_result text) returns bigint
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into audit.event (tenant_id, actor_id, action, purpose, result) values (p_tenant, p_user, p_action, p_purpose, p_result)
  returning seq
$$;

call internal.definer('audit.record(text, text, uuid, uuid, text, text, text, integer, bytea, bytea)', 'yorube_app');
call internal.definer('audit.record_outside(uuid, uuid, text, text, text)', 'yorube_app');

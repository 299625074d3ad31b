-- New keys for a case (docs/adr/0018): when somebody who held its keys has turned against it, or a key became known. Every
-- compartment of the case gets another key, everything under it is sealed anew, and who still shares it is given the new
-- one, in one transaction. Withdrawing a share stays the ordinary way and needs none of this.

-- Every column that is sealed under a compartment's key, and what its revision is (null = always the first). A guard
-- compares it with the kinds of records; a new one replaces this function in the migration that makes it.
create function internal.compartment_columns()
returns table (label text, table_name text, column_name text, rev_column text)
language sql immutable security definer set search_path = pg_catalog, pg_temp as $$
  select x.label, split_part(x.label, '.', 1), split_part(x.label, '.', 2), x.rev_column
  from (values
    ('person.card', 'rev'), ('person.face', 'rev'), ('whereabouts.place', 'rev'), ('case_.core', 'core_rev'),
    ('case_.safety', 'safety_rev'), ('case_note.body', 'rev'), ('case_event.reason', null), ('approval.reason', null),
    ('approval.comment', null), ('attachment.label', 'rev'), ('consultation.record', 'rev'),
    ('consultation_version.record', 'rev'), ('disclosure.ledger', 'rev'), ('disclosure.ending', null),
    ('request.sheet', 'rev'), ('request_message.message', null), ('official_act.act', 'rev'), ('referral.sheet', 'rev')
  ) as x (label, rev_column)
$$;
call internal.definer('internal.compartment_columns()', 'yorube_definer, yorube_migrator');

-- Keys that were replaced. An act that began before and would write under one of them is refused: nobody could open it.
create table auth.retired_key (
  tenant_id uuid not null,
  compartment_id uuid not null,
  key_id bytea not null,
  retired_at timestamptz not null default now(),
  primary key (tenant_id, compartment_id, key_id),
  foreign key (tenant_id, compartment_id) references auth.compartment on delete cascade
);
call internal.classify('auth.retired_key', 'tenant_id P, compartment_id P, key_id K, retired_at P');
call internal.protect('auth.retired_key');

-- Waits for whoever is replacing the key, and then looks.
create function auth.refuse_retired_key() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  named bytea;
  sealed_column text;
begin
  perform 1 from auth.compartment c where c.tenant_id = new.tenant_id and c.id = new.compartment_id for key share;
  if not exists (select from auth.retired_key r where r.tenant_id = new.tenant_id and r.compartment_id = new.compartment_id)
  then return null; end if;
  foreach sealed_column in array tg_argv loop
    -- Of an update, what it changes: the other columns of the row are sealed anew one after the other.
    if tg_op = 'UPDATE' then
      execute format('select case when ($1).%I is distinct from ($2).%I then ($1).%I end', sealed_column, sealed_column, sealed_column)
        into named using new, old;
    else
      execute format('select ($1).%I', sealed_column) into named using new;
    end if;
    if exists (select from auth.retired_key r where r.tenant_id = new.tenant_id and r.compartment_id = new.compartment_id
      and r.key_id = case sealed_column when 'key_id' then named else substring(named from 3 for 16) end)
    then raise exception 'the key was replaced meanwhile' using errcode = '40001'; end if;
  end loop;
  return null;
end $$;
call internal.definer('auth.refuse_retired_key()', 'yorube_definer');

do $$
declare t record;
begin
  for t in
    select x.table_name, string_agg(quote_literal(x.column_name), ', ') as arguments, string_agg(quote_ident(x.column_name), ', ') as columns
    from (select c.table_name, c.column_name from internal.compartment_columns() c
          union all select 'attachment', 'file_key') x group by x.table_name
  loop
    execute format('create trigger refuse_retired_key_new after insert on public.%I for each row
      execute function auth.refuse_retired_key(%s)', t.table_name, t.arguments);
    execute format('create trigger refuse_retired_key after update of %s on public.%I for each row
      execute function auth.refuse_retired_key(%s)', t.columns, t.table_name, t.arguments);
  end loop;
end $$;
create trigger refuse_retired_key after insert or update of key_id on auth.compartment_grant
  for each row execute function auth.refuse_retired_key('key_id');

-- The manager of the desk that holds the case, who has just shown who she is.
create function auth.may_renew_case(p_case uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  return s.id is not null and s.step_up_until is not null and s.step_up_until > now() and exists (
    select from public.case_ c where c.tenant_id = s.tenant_id and c.id = p_case
      and c.desk_id = any (auth.my_desks_as(array['manager'])) and c.id <> all (auth.my_blocked_cases()));
end $$;
call internal.definer('auth.may_renew_case(uuid)', 'yorube_definer');

create function auth.own_compartments_of(p_case uuid) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(select k.id from public.case_ c
    join auth.compartment k on k.tenant_id = c.tenant_id and k.case_id = c.id and k.owner_desk_id = c.desk_id
    where c.tenant_id = auth.my_tenant() and c.id = p_case)
$$;
call internal.definer('auth.own_compartments_of(uuid)', 'yorube_definer');

-- Every grant of the case's own compartments. From here on nobody writes under them until this transaction ends.
create function auth.case_grants_to_renew(p_case uuid)
returns table (tenant_id uuid, compartment_id uuid, desk_id uuid, epoch integer, key_id bytea, not_after bigint,
               basis_id uuid, wrap bytea, mac bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid := auth.my_tenant();
begin
  if not auth.may_renew_case(p_case) then return; end if;
  perform 1 from auth.compartment k where k.tenant_id = tenant and k.id = any (auth.own_compartments_of(p_case))
  order by k.id for update;
  return query
    select g.tenant_id, g.compartment_id, g.desk_id, g.epoch, g.key_id, g.not_after, g.basis_id, g.wrap, g.mac
    from auth.compartment_grant g
    where g.tenant_id = tenant and g.compartment_id = any (auth.own_compartments_of(p_case)) for update of g;
end $$;
call internal.definer('auth.case_grants_to_renew(uuid)', 'yorube_app');

create function auth.case_documents_to_renew(p_case uuid)
returns table (compartment_id uuid, label text, id uuid, rev bigint, schema_no integer, bytes bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  own uuid[];
  x record;
begin
  if not auth.may_renew_case(p_case) then return; end if;
  own := auth.own_compartments_of(p_case);
  for x in select * from internal.compartment_columns() loop
    return query execute format(
      'select t.compartment_id, %L::text, t.id, %s::bigint, t.schema_no, t.%I from public.%I t
       where t.tenant_id = $1 and t.compartment_id = any ($2) and t.%I is not null limit 20001',
      x.label, coalesce('t.' || quote_ident(x.rev_column), '1'), x.column_name, x.table_name, x.column_name)
    using tenant, own;
  end loop;
  -- The keys of files, each with the name of the key inside; the files themselves stay as they are.
  return query select a.compartment_id, 'attachment.file_key'::text, a.id, 0::bigint, a.schema_no,
    a.file_key || substring(a.content from 3 for 16)
  from public.attachment a where a.tenant_id = tenant and a.compartment_id = any (own) and a.file_key is not null limit 20001;
end $$;
call internal.definer('auth.case_documents_to_renew(uuid)', 'yorube_app');

create function auth.put_case_keys(p_case uuid, p_compartments uuid[], p_desks uuid[], p_epochs integer[], p_old_macs bytea[],
                                   p_key_ids bytea[], p_wraps bytea[], p_macs bytea[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  put integer := 0;
  n record;
begin
  if not auth.may_renew_case(p_case) then return 0; end if;
  for n in select * from unnest(p_compartments, p_desks, p_epochs, p_old_macs, p_key_ids, p_wraps, p_macs)
    as n (compartment, desk, epoch, old_mac, key_id, wrap, mac)
  loop
    insert into auth.retired_key (tenant_id, compartment_id, key_id)
    select g.tenant_id, g.compartment_id, g.key_id from auth.compartment_grant g
    where g.tenant_id = tenant and g.compartment_id = n.compartment and g.desk_id = n.desk and g.mac = n.old_mac
      and g.compartment_id = any (auth.own_compartments_of(p_case))
    on conflict do nothing;
    update auth.compartment_grant g set epoch = n.epoch, key_id = n.key_id, wrap = n.wrap, mac = n.mac
    where g.tenant_id = tenant and g.compartment_id = n.compartment and g.desk_id = n.desk and g.mac = n.old_mac
      and g.compartment_id = any (auth.own_compartments_of(p_case));
    if found then put := put + 1; end if;
  end loop;
  return put;
end $$;
call internal.definer('auth.put_case_keys(uuid, uuid[], uuid[], integer[], bytea[], bytea[], bytea[], bytea[])', 'yorube_app');

create function auth.put_case_documents(p_case uuid, p_labels text[], p_ids uuid[], p_bytes bytea[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  own uuid[];
  put integer := 0;
  part integer;
  n record;
begin
  if not auth.may_renew_case(p_case) then return 0; end if;
  own := auth.own_compartments_of(p_case);
  for n in select x.table_name, x.column_name, g.id, g.bytes
    from unnest(p_labels, p_ids, p_bytes) as g (label, id, bytes)
    join (select c.label, c.table_name, c.column_name from internal.compartment_columns() c
          union all select 'attachment.file_key', 'attachment', 'file_key') x on x.label = g.label
  loop
    execute format('update public.%I t set %I = $1 where t.tenant_id = $2 and t.id = $3 and t.compartment_id = any ($4)',
      n.table_name, n.column_name) using n.bytes, tenant, n.id, own;
    get diagnostics part = row_count;
    put := put + part;
  end loop;
  return put;
end $$;
call internal.definer('auth.put_case_documents(uuid, text[], uuid[], bytea[])', 'yorube_app');

-- Renewing a desk's key (docs/adr/0018). The next epoch begins in one transaction, wrapped to everybody who sits there;
-- what lies under older ones follows in pieces, each a transaction of its own; the older keys' wraps go by the clock, when
-- nothing needs them any more.

create table auth.desk_renewal (
  tenant_id uuid not null,
  desk_id uuid not null,
  -- the one that began
  epoch integer not null,
  -- names the new key of documents, so that SQL can tell what still lies under an older one
  card_key_id bytea not null,
  -- since when it had been due: the alarm runs on until everything is moved
  due_since timestamptz not null,
  begun_by uuid not null,
  begun_at timestamptz not null default now(),
  moved_at timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, desk_id, epoch),
  foreign key (tenant_id, desk_id, epoch) references auth.desk_key,
  foreign key (tenant_id, begun_by) references auth.staff_user,
  check (finished_at is null or moved_at is not null)
);
create unique index desk_renewal_open on auth.desk_renewal (tenant_id, desk_id) where finished_at is null;
call internal.classify('auth.desk_renewal', 'tenant_id P, desk_id P, epoch P, card_key_id K, due_since P, begun_by P, begun_at P, moved_at P, finished_at P');
call internal.protect('auth.desk_renewal');
grant select (tenant_id, desk_id, epoch, due_since, begun_by, begun_at, moved_at, finished_at) on auth.desk_renewal to yorube_app;
create policy read on auth.desk_renewal for select to yorube_app using (
  desk_id = any ((select auth.my_desks())::uuid[]) or 'tenant_admin' = any ((select auth.my_roles())::text[]));

-- A lead of the desk who has just shown who she is.
create function auth.may_renew(p_desk uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  return s.id is not null and s.step_up_until is not null and s.step_up_until > now()
    and p_desk = any (auth.my_desks_as(array['supervisor', 'manager', 'desk_lead']));
end $$;
call internal.definer('auth.may_renew(uuid)', 'yorube_definer');

-- Held while somebody is admitted: the epoch she is given is still the current one when she sits there.
create function auth.hold_epoch(p_desk uuid) returns integer
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select d.epoch from auth.desk d where d.tenant_id = auth.my_tenant() and d.id = p_desk for share
$$;
call internal.definer('auth.hold_epoch(uuid)', 'yorube_app');

-- Everybody who sits at the desk or will, with what the vault checks before it wraps anything to her. Accounts first and
-- then the desk, in the order in which whoever closes an account locks them: nobody comes or goes until the new key stands.
create function auth.seats_to_renew(p_desk uuid)
returns table (user_id uuid, epoch integer, role text, not_before bigint, not_after bigint, wrap bytea, mac bytea,
               key_id bytea, public_key bytea, key_mac bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid := auth.my_tenant();
begin
  if not auth.may_renew(p_desk) then return; end if;
  perform 1 from auth.staff_user u where u.tenant_id = tenant and u.id in (
    select m.user_id from auth.membership m where m.tenant_id = tenant and m.desk_id = p_desk) order by u.id for share;
  perform 1 from auth.desk d where d.tenant_id = tenant and d.id = p_desk for update;
  return query
    select m.user_id, m.epoch, m.role, m.not_before, m.not_after, m.wrap, m.mac, k.key_id, k.public_key, k.mac
    from auth.desk d
    join auth.membership m on m.tenant_id = d.tenant_id and m.desk_id = d.id and m.epoch = d.epoch
    left join auth.user_key k on k.tenant_id = m.tenant_id and k.user_id = m.user_id
    where d.tenant_id = tenant and d.id = p_desk and (m.not_after = 0 or m.not_after > extract(epoch from now()))
    order by m.user_id;
end $$;
call internal.definer('auth.seats_to_renew(uuid)', 'yorube_app');

-- The next epoch. Role and days of each seat go over as they stand; the vault's MACs say the same. False = somebody else
-- has begun meanwhile, or not everybody who sits there was given the key: nothing is kept then.
create function auth.begin_renewal(p_desk uuid, p_epoch integer, p_key_id bytea, p_public_key bytea, p_key_mac bytea,
                                   p_card_key_id bytea, p_users uuid[], p_wraps bytea[], p_macs bytea[]) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  seats integer;
  d auth.desk;
begin
  if not auth.may_renew(p_desk) then return false; end if;
  select * into d from auth.desk x where x.tenant_id = tenant and x.id = p_desk for update;
  if d.epoch is null or p_epoch <> d.epoch + 1 or exists (
    select from auth.desk_renewal r where r.tenant_id = tenant and r.desk_id = p_desk and r.moved_at is null)
  then return false; end if;
  select count(*) into seats from auth.membership m where m.tenant_id = tenant and m.desk_id = p_desk and m.epoch = d.epoch
    and (m.not_after = 0 or m.not_after > extract(epoch from now()));
  if seats <> cardinality(p_users) then return false; end if;
  insert into auth.desk_key (tenant_id, desk_id, epoch, key_id, public_key, mac)
  values (tenant, p_desk, p_epoch, p_key_id, p_public_key, p_key_mac);
  insert into auth.membership (tenant_id, desk_id, user_id, epoch, role, not_before, not_after, wrap, mac)
  select tenant, p_desk, m.user_id, p_epoch, m.role, m.not_before, m.not_after, n.wrap, n.mac
  from unnest(p_users, p_wraps, p_macs) as n (user_id, wrap, mac)
  join auth.membership m on m.tenant_id = tenant and m.desk_id = p_desk and m.user_id = n.user_id and m.epoch = d.epoch;
  get diagnostics seats = row_count;
  if seats <> cardinality(p_users) then raise exception 'a seat was left out'; end if;
  -- What an earlier renewal waited for is this one's to finish.
  update auth.desk_renewal set finished_at = now() where tenant_id = tenant and desk_id = p_desk and finished_at is null;
  insert into auth.desk_renewal (tenant_id, desk_id, epoch, card_key_id, due_since, begun_by)
  values (tenant, p_desk, p_epoch, p_card_key_id, coalesce(d.rotate_due_at, now()), auth.my_user());
  update auth.desk x set epoch = p_epoch, rotate_due_at = null where x.tenant_id = tenant and x.id = p_desk;
  return true;
end $$;
call internal.definer('auth.begin_renewal(uuid, integer, bytea, bytea, bytea, bytea, uuid[], bytea[], bytea[])', 'yorube_app');

-- The keys that were given to the desk under older epochs, those of cases that do not exist for the renewing person
-- among them: the vault wraps them anew, and she learns no more than how many there were. Two at once share the work.
create function auth.grants_to_renew(p_desk uuid, p_most integer)
returns table (tenant_id uuid, compartment_id uuid, desk_id uuid, epoch integer, key_id bytea, not_after bigint,
               basis_id uuid, wrap bytea, mac bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  current_epoch integer := (select d.epoch from auth.desk d where d.tenant_id = tenant and d.id = p_desk);
begin
  if not auth.may_renew(p_desk) then return; end if;
  return query
    select g.tenant_id, g.compartment_id, g.desk_id, g.epoch, g.key_id, g.not_after, g.basis_id, g.wrap, g.mac
    from auth.compartment_grant g
    where g.tenant_id = tenant and g.desk_id = p_desk and g.epoch < current_epoch
      and (g.not_after = 0 or g.not_after > extract(epoch from now()))
    limit least(p_most, 5000) for no key update of g skip locked;
end $$;
call internal.definer('auth.grants_to_renew(uuid, integer)', 'yorube_app');

-- Only where the row still is what was wrapped anew; whatever the vault has not signed opens nothing.
create function auth.put_renewed_grants(p_desk uuid, p_epoch integer, p_ids uuid[], p_old_macs bytea[], p_wraps bytea[],
                                        p_macs bytea[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  moved integer := 0;
  n record;
begin
  if not auth.may_renew(p_desk) or not exists (
    select from auth.desk d where d.tenant_id = tenant and d.id = p_desk and d.epoch = p_epoch) then return 0; end if;
  -- One by one, by the primary key: a plan for all at once hangs on statistics that a fresh table does not have.
  for n in select * from unnest(p_ids, p_old_macs, p_wraps, p_macs) as n (id, old_mac, wrap, mac) loop
    update auth.compartment_grant g set epoch = p_epoch, wrap = n.wrap, mac = n.mac
    where g.tenant_id = tenant and g.compartment_id = n.id and g.desk_id = p_desk and g.mac = n.old_mac;
    if found then moved := moved + 1; end if;
  end loop;
  return moved;
end $$;
call internal.definer('auth.put_renewed_grants(uuid, integer, uuid[], bytea[], bytea[], bytea[])', 'yorube_app');

-- Every document under a desk's own key, and the id of the key that each names. What is added here is added below and to
-- `renewedDocuments` (src/modules/accounts/renewed-documents.ts), which a test compares with the kinds of records.
create function internal.desk_documents(p_tenant uuid, p_desk uuid)
returns table (label text, id uuid, rev bigint, schema_no integer, bytes bytea, key_id bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 'person.desk_card', p.id, p.rev, p.schema_no, p.desk_card, substring(p.desk_card from 3 for 16)
  from public.person p where p.tenant_id = p_tenant and p.desk_id = p_desk and p.desk_card is not null
  union all
  select 'case_.label', c.id, c.core_rev, c.schema_no, c.label, substring(c.label from 3 for 16)
  from public.case_ c where c.tenant_id = p_tenant and c.desk_id = p_desk and c.label is not null
  union all
  select 'handover_note.note', n.id, n.rev, n.schema_no, n.note, substring(n.note from 3 for 16)
  from public.handover_note n where n.tenant_id = p_tenant and n.desk_id = p_desk
  union all
  select 'saved_view.name', v.id, v.rev, v.schema_no, v.name, substring(v.name from 3 for 16)
  from public.saved_view v where v.tenant_id = p_tenant and v.desk_id = p_desk
$$;
call internal.definer('internal.desk_documents(uuid, uuid)', 'yorube_definer');

create function auth.documents_to_renew(p_desk uuid, p_most integer)
returns table (label text, id uuid, rev bigint, schema_no integer, bytes bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  current_key bytea := (select r.card_key_id from auth.desk_renewal r where r.tenant_id = tenant and r.desk_id = p_desk
    order by r.epoch desc limit 1);
begin
  if not auth.may_renew(p_desk) then return; end if;
  return query
    select x.label, x.id, x.rev, x.schema_no, x.bytes
    from internal.desk_documents(tenant, p_desk) x
    where x.key_id <> current_key
    limit least(p_most, 5000);
end $$;
call internal.definer('auth.documents_to_renew(uuid, integer)', 'yorube_app');

-- Only where the revision is still the one that was sealed anew, and nobody has sealed it under the new key meanwhile.
-- Answers which ones were put, for the record.
create function auth.put_renewed_documents(p_desk uuid, p_card_key_id bytea, p_labels text[], p_ids uuid[], p_revs bigint[],
                                           p_bytes bytea[]) returns table (label text, id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  n record;
begin
  if not auth.may_renew(p_desk) then return; end if;
  for n in select * from unnest(p_labels, p_ids, p_revs, p_bytes) as n (label, id, rev, bytes) loop
    case n.label
      when 'person.desk_card' then
        update public.person x set desk_card = n.bytes where x.tenant_id = tenant and x.id = n.id and x.desk_id = p_desk
          and x.rev = n.rev and substring(x.desk_card from 3 for 16) <> p_card_key_id;
      when 'case_.label' then
        update public.case_ x set label = n.bytes where x.tenant_id = tenant and x.id = n.id and x.desk_id = p_desk
          and x.core_rev = n.rev and substring(x.label from 3 for 16) <> p_card_key_id;
      when 'handover_note.note' then
        update public.handover_note x set note = n.bytes where x.tenant_id = tenant and x.id = n.id and x.desk_id = p_desk
          and x.rev = n.rev and substring(x.note from 3 for 16) <> p_card_key_id;
      when 'saved_view.name' then
        update public.saved_view x set name = n.bytes where x.tenant_id = tenant and x.id = n.id and x.desk_id = p_desk
          and x.rev = n.rev and substring(x.name from 3 for 16) <> p_card_key_id;
    end case;
    if found then
      label := n.label;
      id := n.id;
      return next;
    end if;
  end loop;
end $$;
call internal.definer('auth.put_renewed_documents(uuid, bytea, text[], uuid[], bigint[], bytea[])', 'yorube_app');

-- How much still lies under older keys. For the functions below only.
create function auth.left_to_renew(p_tenant uuid, p_desk uuid) returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (
    (select count(*) from auth.compartment_grant g join auth.desk d on d.tenant_id = g.tenant_id and d.id = g.desk_id
     where g.tenant_id = p_tenant and g.desk_id = p_desk and g.epoch < d.epoch
       and (g.not_after = 0 or g.not_after > extract(epoch from now())))
    + (select count(*) from internal.desk_documents(p_tenant, p_desk) x
     where x.key_id <> (
       select r.card_key_id from auth.desk_renewal r where r.tenant_id = p_tenant and r.desk_id = p_desk
       order by r.epoch desc limit 1)))::integer
$$;
call internal.definer('auth.left_to_renew(uuid, uuid)', 'yorube_definer');

-- After each piece: what is left; nothing = everything is moved. Null = nothing is being renewed here.
create function auth.settle_renewal(p_desk uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  remaining integer;
begin
  if not auth.may_renew(p_desk) or not exists (
    select from auth.desk_renewal r where r.tenant_id = tenant and r.desk_id = p_desk and r.moved_at is null)
  then return null; end if;
  remaining := auth.left_to_renew(tenant, p_desk);
  if remaining = 0 then
    update auth.desk_renewal set moved_at = now() where tenant_id = tenant and desk_id = p_desk and moved_at is null;
  end if;
  return remaining;
end $$;
call internal.definer('auth.settle_renewal(uuid)', 'yorube_app');

-- Who held the key and sits there no more; that the wraps of an older epoch went concerns nobody.
create or replace function auth.note_leaver() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from auth.membership m
    where m.tenant_id = old.tenant_id and m.desk_id = old.desk_id and m.user_id = old.user_id) then return old; end if;
  insert into auth.desk_leaver (tenant_id, desk_id, user_id) values (old.tenant_id, old.desk_id, old.user_id)
  on conflict (tenant_id, desk_id, user_id) do update set left_at = now();
  return old;
end $$;

-- By the clock. Seats whose last day has passed end like any other, except a desk's last. A quarter of an hour after
-- everything was moved, longer than any transaction lasts, the older epochs' wraps go; if something was written under an
-- older key until then, the renewal is open again instead and somebody presses the button once more.
create function auth.finish_renewals() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  r auth.desk_renewal;
  gone record;
begin
  for gone in
    select distinct m.tenant_id, m.desk_id, m.user_id from auth.membership m
    join auth.desk d on d.tenant_id = m.tenant_id and d.id = m.desk_id and d.epoch = m.epoch
    where m.not_after > 0 and m.not_after <= extract(epoch from now()) limit 500
  loop
    perform 1 from auth.desk d where d.tenant_id = gone.tenant_id and d.id = gone.desk_id for update;
    if auth.live_members(gone.tenant_id, gone.desk_id, gone.user_id) > 0 then
      delete from auth.membership m where m.tenant_id = gone.tenant_id and m.desk_id = gone.desk_id and m.user_id = gone.user_id;
      update auth.desk d set rotate_due_at = coalesce(d.rotate_due_at, now())
      where d.tenant_id = gone.tenant_id and d.id = gone.desk_id;
    end if;
  end loop;
  for r in select x.* from auth.desk_renewal x
    where x.finished_at is null and x.moved_at < now() - interval '15 minutes' limit 100
  loop
    perform 1 from auth.desk d where d.tenant_id = r.tenant_id and d.id = r.desk_id for update;
    if auth.left_to_renew(r.tenant_id, r.desk_id) > 0 then
      update auth.desk_renewal x set moved_at = null
      where x.tenant_id = r.tenant_id and x.desk_id = r.desk_id and x.epoch = r.epoch;
      continue;
    end if;
    delete from auth.membership m where m.tenant_id = r.tenant_id and m.desk_id = r.desk_id and m.epoch < r.epoch;
    delete from auth.desk_leaver l where l.tenant_id = r.tenant_id and l.desk_id = r.desk_id and l.left_at < r.begun_at;
    update auth.desk_renewal x set finished_at = now()
    where x.tenant_id = r.tenant_id and x.desk_id = r.desk_id and x.epoch = r.epoch;
  end loop;
end $$;
call internal.definer('auth.finish_renewals()', 'yorube_worker');

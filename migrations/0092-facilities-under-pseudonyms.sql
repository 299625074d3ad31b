-- A facility stands here under a pseudonym and nothing else: no address, no telephone number, no words from which its
-- place could be guessed (docs/security.md). What it is really called does not stand in this database in the open at all.
-- The use-cases say so in words (modules/directory/facility-policy.ts); this is the wall behind them.

-- One word in kana or Latin letters, or a number, after "facility", with or without its brackets.
create function public.is_facility_pseudonym(p_name text) returns boolean language sql immutable as $$
  select p_name ~ '^(\u65BD\u8A2D)?\u300C?([\u3041-\u3096\u30A1-\u30FA\u30FCA-Za-z]{1,8}[0-9]{0,2}|[0-9]{1,2})\u300D?$'
$$;
-- A desk of a facility: the same, or a word that every office has (window, office, support room, night window).
create function public.is_facility_desk_name(p_name text) returns boolean language sql immutable as $$
  select public.is_facility_pseudonym(p_name)
    or p_name in (U&'\7A93\53E3', U&'\4E8B\52D9\5BA4', U&'\652F\63F4\5BA4', U&'\591C\9593\7A93\53E3')
$$;

-- Whatever stood here before is a pseudonym from now on; numbers and remarks go. The offices write the facility's real
-- name beside its new one on paper, once.
set local role yorube_definer;
with renamed as (
  select tenant_id, id, row_number() over (partition by tenant_id order by created_on, id) as place
  from (select b.tenant_id, b.id, b.active_from as created_on from public.body b
        where b.kind = 'facility' and not public.is_facility_pseudonym(b.name)) f)
update public.body b set name = U&'\65BD\8A2D' || 'X' || r.place
from renamed r where r.tenant_id = b.tenant_id and r.id = b.id;
update public.body set bureau = '', name_kana = '',
  duty_source = regexp_replace(duty_source, '[0-9\uFF10-\uFF19]{3,}', '', 'g') where kind = 'facility';
update public.body set kind = 'facility', bureau = '', name_kana = '',
  duty_source = regexp_replace(duty_source, '[0-9\uFF10-\uFF19]{3,}', '', 'g'), name = U&'\65BD\8A2D' || 'Y'
  || (select count(*) from public.body o where o.tenant_id = body.tenant_id and o.id <= body.id and o.type_code = 'self_reliance_facility' and o.kind <> 'facility')
where type_code = 'self_reliance_facility' and kind <> 'facility';
update public.desk_entry d set public_phone = '', extension = '', rev = d.rev + 1,
  name = case when public.is_facility_desk_name(d.name) then d.name else U&'\7A93\53E3' end
from public.body b where b.tenant_id = d.tenant_id and b.id = d.body_id and (b.kind = 'facility' or d.kind = 'facility');
update public.contact_role c set note = '', title = regexp_replace(c.title, '[0-9\uFF10-\uFF19]', '', 'g')
from public.desk_entry d join public.body b on b.tenant_id = d.tenant_id and b.id = d.body_id
where c.tenant_id = d.tenant_id and c.desk_id = d.desk_id and (b.kind = 'facility' or d.kind = 'facility');
update public.public_window w set body_id = null, is_published = false, phone = '', note = ''
from public.body b where b.tenant_id = w.tenant_id and b.id = w.body_id and b.kind = 'facility';
reset role;

alter table body add constraint facility_under_pseudonym check (kind <> 'facility' or (
  public.is_facility_pseudonym(name) and bureau = '' and duty_source !~ '[0-9\uFF10-\uFF19]{3}'
  and (name_kana = '' or public.is_facility_pseudonym(name_kana) or name_kana ~ '^[\u3041-\u3096\u30FC]{1,12}$')));
alter table body add constraint facility_by_its_kind check (type_code <> 'self_reliance_facility' or kind = 'facility');

create function public.is_facility_desk(p_tenant uuid, p_desk uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.desk_entry d join public.body b on b.tenant_id = d.tenant_id and b.id = d.body_id
    where d.tenant_id = p_tenant and d.desk_id = p_desk and (d.kind = 'facility' or b.kind = 'facility'))
$$;
call internal.definer('public.is_facility_desk(uuid, uuid)', 'yorube_definer');

create function public.facility_desk_stays_hidden() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (new.kind = 'facility' or exists (select from public.body b
      where b.tenant_id = new.tenant_id and b.id = new.body_id and b.kind = 'facility'))
     and (new.public_phone <> '' or new.extension <> '' or not public.is_facility_desk_name(new.name))
  then raise check_violation using message = 'a facility has no number and no name in the open'; end if;
  if new.kind = 'facility' and exists (select from public.contact_role c
      where c.tenant_id = new.tenant_id and c.desk_id = new.desk_id and (c.note <> '' or c.title ~ '[0-9\uFF10-\uFF19]'))
  then raise check_violation using message = 'a facility has no remarks in the open'; end if;
  return new;
end $$;
call internal.definer('public.facility_desk_stays_hidden()', 'yorube_definer');
create trigger facility_stays_hidden before insert or update on desk_entry
  for each row execute function public.facility_desk_stays_hidden();

create function public.facility_role_stays_hidden() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (new.note <> '' or new.title ~ '[0-9\uFF10-\uFF19]') and public.is_facility_desk(new.tenant_id, new.desk_id)
  then raise check_violation using message = 'a facility has no remarks in the open'; end if;
  return new;
end $$;
call internal.definer('public.facility_role_stays_hidden()', 'yorube_definer');
create trigger facility_stays_hidden before insert or update on contact_role
  for each row execute function public.facility_role_stays_hidden();

create function public.facility_window_stays_closed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.body b where b.tenant_id = new.tenant_id and b.id = new.body_id and b.kind = 'facility')
  then raise check_violation using message = 'a facility has no public window'; end if;
  return new;
end $$;
call internal.definer('public.facility_window_stays_closed()', 'yorube_definer');
create trigger facility_stays_closed before insert or update on public_window
  for each row execute function public.facility_window_stays_closed();

-- A body that becomes a facility leaves nothing behind it in the open.
create function public.facility_leaves_nothing() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.desk_entry d where d.tenant_id = new.tenant_id and d.body_id = new.id
      and (d.public_phone <> '' or d.extension <> '' or not public.is_facility_desk_name(d.name)
           or exists (select from public.contact_role c where c.tenant_id = d.tenant_id and c.desk_id = d.desk_id
                        and (c.note <> '' or c.title ~ '[0-9\uFF10-\uFF19]'))))
     or exists (select from public.public_window w where w.tenant_id = new.tenant_id and w.body_id = new.id)
  then raise check_violation using message = 'what stands of this body in the open is to be taken away first'; end if;
  return new;
end $$;
call internal.definer('public.facility_leaves_nothing()', 'yorube_definer');
create trigger facility_leaves_nothing before update of kind on body
  for each row when (new.kind = 'facility' and old.kind <> 'facility') execute function public.facility_leaves_nothing();

-- The directory: bodies, their desks, contact roles (not persons), duty and cover, the public windows.

create table body (
  tenant_id uuid not null references auth.tenant,
  id uuid not null,
  kind text not null check (kind in ('department', 'agency', 'facility', 'private_body', 'registered_establishment', 'center')),
  type_code text not null default '',
  bureau text not null default '',
  name text not null,
  name_kana text not null default '',
  -- Which duty of confidentiality binds its people (reference/pledges.json), and the local rule it stands in, if it is one.
  duty_ground text not null,
  duty_source text not null default '',
  is_outside_municipality boolean not null default false,
  active_from date not null default current_date,
  active_until date,
  sort integer not null default 0,
  rev bigint not null default 1,
  primary key (tenant_id, id)
);
create unique index body_name on body (tenant_id, name) where active_until is null;
call internal.classify('body', 'tenant_id P, id P, kind P, type_code P, bureau P, name P, name_kana P, duty_ground P, duty_source P, is_outside_municipality P, active_from P, active_until P, sort P, rev P');

-- Facility desks carry a pseudonym here; a place has no address in this table at all.
create table desk_entry (
  tenant_id uuid not null,
  desk_id uuid not null,
  body_id uuid not null,
  name text not null,
  kind text not null check (kind in ('hub', 'counselors_group', 'center', 'facility', 'department', 'agency', 'private_body')),
  public_phone text not null default '',
  extension text not null default '',
  active_from date not null default current_date,
  active_until date,
  sort integer not null default 0,
  rev bigint not null default 1,
  primary key (tenant_id, desk_id),
  foreign key (tenant_id, desk_id) references auth.desk,
  foreign key (tenant_id, body_id) references body
);
create unique index desk_entry_name on desk_entry (tenant_id, body_id, name) where active_until is null;
create index desk_entry_body on desk_entry (tenant_id, body_id);
call internal.classify('desk_entry', 'tenant_id P, desk_id P, body_id P, name P, kind P, public_phone P, extension P, active_from P, active_until P, sort P, rev P');

create table contact_role (
  tenant_id uuid not null,
  id uuid not null,
  desk_id uuid not null,
  title text not null,
  note text not null default '',
  sort integer not null default 0,
  active_from date not null default current_date,
  active_until date,
  rev bigint not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, desk_id) references desk_entry
);
create index contact_role_desk on contact_role (tenant_id, desk_id);
call internal.classify('contact_role', 'tenant_id P, id P, desk_id P, title P, note P, sort P, active_from P, active_until P, rev P');

-- Who is on duty on a day, and who stands in.
create table duty (
  tenant_id uuid not null,
  id uuid not null,
  desk_id uuid not null,
  user_id uuid not null,
  day date not null,
  kind text not null check (kind in ('duty', 'cover', 'absent')),
  covers_user_id uuid,
  primary key (tenant_id, id),
  check ((kind = 'cover') = (covers_user_id is not null)),
  check (covers_user_id <> user_id),
  foreign key (tenant_id, desk_id) references desk_entry,
  foreign key (tenant_id, user_id) references auth.staff_user
);
create index duty_day on duty (tenant_id, desk_id, day);
-- A person is on duty or away, not both; an absence has one cover; one person may cover several.
create unique index duty_state on duty (tenant_id, desk_id, user_id, day) where kind <> 'cover';
create unique index duty_cover on duty (tenant_id, desk_id, covers_user_id, day) where kind = 'cover';
call internal.classify('duty', 'tenant_id P, id P, desk_id P, user_id P, day P, kind P, covers_user_id P');

-- What the public page shows: windows, hours, numbers, languages, who may use them.
create table public_window (
  tenant_id uuid not null,
  id uuid not null,
  body_id uuid,
  name text not null,
  hours text not null default '',
  phone text not null default '',
  languages text[] not null default '{}',
  who_may_use text not null default '',
  note text not null default '',
  locale text not null default 'ja',
  sort integer not null default 0,
  checked_on date,
  owner text not null default '',
  is_published boolean not null default true,
  rev bigint not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, body_id) references body
);
call internal.classify('public_window', 'tenant_id P, id P, body_id P, name P, hours P, phone P, languages P, who_may_use P, note P, locale P, sort P, checked_on P, owner P, is_published P, rev P');

-- Days on which the office is closed besides weekends and national holidays, and days it opens after all.
create table office_day (
  tenant_id uuid not null references auth.tenant,
  day date not null,
  is_open boolean not null,
  name text not null default '',
  primary key (tenant_id, day)
);
call internal.classify('office_day', 'tenant_id P, day P, is_open P, name P');

-- One row a tenant, once somebody departs from the usual: hours on an office day (Asia/Tokyo), how long an
-- acknowledgement and the check of a public window hold.
create table office_setting (
  tenant_id uuid not null references auth.tenant,
  opens_at time not null default '08:30',
  closes_at time not null default '17:15',
  pledge_months integer not null default 12 check (pledge_months between 1 and 60),
  window_check_months integer not null default 6 check (window_check_months between 1 and 60),
  rev bigint not null default 1,
  primary key (tenant_id),
  check (opens_at < closes_at)
);
call internal.classify('office_setting', 'tenant_id P, opens_at P, closes_at P, pledge_months P, window_check_months P, rev P');

call internal.protect('body');
call internal.protect('desk_entry');
call internal.protect('contact_role');
call internal.protect('duty');
call internal.protect('public_window');
call internal.protect('office_day');
call internal.protect('office_setting');

-- Bodies, desks, roles and windows are ended, never deleted: history keeps its names.
do $$
declare t text;
begin
  foreach t in array array['body', 'desk_entry', 'contact_role', 'public_window', 'office_day', 'office_setting'] loop
    execute format('grant select, insert, update on %I to yorube_app', t);
    execute format('create policy read on %I for select to yorube_app using (true)', t);
    execute format('create policy keep on %I for insert to yorube_app with check (
      ''tenant_admin'' = any ((select auth.my_roles())::text[])
      or cardinality((select auth.my_desks_as(array[''supervisor'', ''manager'']))) > 0)', t);
    execute format('create policy change on %I for update to yorube_app using (
      ''tenant_admin'' = any ((select auth.my_roles())::text[])
      or cardinality((select auth.my_desks_as(array[''supervisor'', ''manager'']))) > 0)', t);
  end loop;
end $$;
grant delete on office_day to yorube_app;
create policy remove on office_day for delete to yorube_app using (
  'tenant_admin' = any ((select auth.my_roles())::text[])
  or cardinality((select auth.my_desks_as(array['supervisor', 'manager']))) > 0);
grant select, insert, update, delete on duty to yorube_app;
create policy read on duty for select to yorube_app using (true);
create policy keep on duty for insert to yorube_app with check (
  desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager', 'desk_lead']))::uuid[])
  or 'tenant_admin' = any ((select auth.my_roles())::text[]));
create policy change on duty for update to yorube_app using (
  desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager', 'desk_lead']))::uuid[])
  or 'tenant_admin' = any ((select auth.my_roles())::text[]));
create policy remove on duty for delete to yorube_app using (
  desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager', 'desk_lead']))::uuid[])
  or 'tenant_admin' = any ((select auth.my_roles())::text[]));

-- The public process reads published windows and nothing else.
create function intake.windows(host text)
returns table (tenant_name text, name text, hours text, phone text, languages text[], who_may_use text, note text, locale text, checked_on date)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.name, w.name, w.hours, w.phone, w.languages, w.who_may_use, w.note, w.locale, w.checked_on
  from auth.tenant_for(host) t join public.public_window w on w.tenant_id = t.tenant_id and w.is_published
  order by w.sort, w.name limit 200
$$;
call internal.definer('intake.windows(text)', 'yorube_intake');

-- Consultations (相談受付票), calls that are only counted, hand-over notes (申し送り), drafts.

create table consultation (
  tenant_id uuid not null,
  id uuid not null,
  desk_id uuid not null,
  compartment_id uuid not null,
  case_id uuid,
  person_id uuid,
  -- Japanese calendar day on which the contact began; the time of day is sealed
  day date not null,
  channel text not null,
  minutes integer,
  author_id uuid not null,
  -- counselling (のべ), liaison (連絡調整, counted apart)
  counted_as text not null default 'counselling' check (counted_as in ('counselling', 'liaison')),
  urgency text not null default 'not_asked',
  risk_level text not null default 'not_assessed',
  -- codes that returns count (reference/codes). Sexual violence, pregnancy, disability and nationality stay sealed:
  -- a main complaint that would tell one of them is 'sealed' here and stands in the record
  chief_complaint text not null default 'not_asked',
  route text not null default 'not_asked',
  age_band text not null default 'unknown',
  relation text not null default 'not_asked',
  sex text not null default 'not_asked',
  code_version integer not null,
  reviewed_by uuid,
  reviewed_at timestamptz,
  -- entered after an outage, from the paper sheet
  is_back_entry boolean not null default false,
  created_at timestamptz(3) not null default now(),
  -- the last correction, if any
  amended_by uuid,
  amended_at timestamptz,
  rev bigint not null default 1,
  schema_no integer not null default 1,
  record bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, desk_id) references auth.desk,
  foreign key (tenant_id, compartment_id) references auth.compartment,
  foreign key (tenant_id, case_id) references case_,
  foreign key (tenant_id, person_id) references person
);
create index consultation_desk on consultation (tenant_id, desk_id, day desc, created_at desc, id desc);
create index consultation_case on consultation (tenant_id, case_id, day desc, created_at desc, id desc);
create index consultation_person on consultation (tenant_id, person_id);
create index consultation_unreviewed on consultation (tenant_id, desk_id, day) where reviewed_at is null;
call internal.classify('consultation', 'tenant_id P, id P, desk_id P, compartment_id P, case_id P, person_id P, day P, channel P, minutes P, author_id P, counted_as P, urgency P, risk_level P, chief_complaint C, route C, age_band C, relation C, sex C, code_version P, reviewed_by P, reviewed_at P, is_back_entry P, created_at P, amended_by P, amended_at P, rev P, schema_no P, record S');

-- What stood in the record before a correction: kept, never changed.
create table consultation_version (
  tenant_id uuid not null,
  id uuid not null,
  consultation_id uuid not null,
  desk_id uuid not null,
  compartment_id uuid not null,
  case_id uuid,
  -- the revision this was, who wrote it and when; replaced_* is the correction
  rev bigint not null,
  written_by uuid not null,
  written_at timestamptz not null,
  replaced_by uuid not null,
  replaced_at timestamptz not null default now(),
  schema_no integer not null default 1,
  record bytea not null,
  primary key (tenant_id, id),
  unique (tenant_id, consultation_id, rev),
  foreign key (tenant_id, consultation_id) references consultation,
  foreign key (tenant_id, compartment_id) references auth.compartment
);
call internal.classify('consultation_version', 'tenant_id P, id P, consultation_id P, desk_id P, compartment_id P, case_id P, rev P, written_by P, written_at P, replaced_by P, replaced_at P, schema_no P, record S');

create table call_tally (
  tenant_id uuid not null,
  id uuid not null,
  desk_id uuid not null,
  day date not null,
  kind text not null check (kind in ('silent', 'wrong_number', 'information_only')),
  author_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, desk_id) references auth.desk
);
create index call_tally_day on call_tally (tenant_id, desk_id, day);
call internal.classify('call_tally', 'tenant_id P, id P, desk_id P, day P, kind P, author_id P, created_at P');

create table handover_note (
  tenant_id uuid not null,
  id uuid not null,
  desk_id uuid not null,
  -- optional: the case it concerns
  case_id uuid,
  author_id uuid not null,
  created_at timestamptz not null default now(),
  until date not null,
  rev bigint not null default 1,
  schema_no integer not null default 1,
  note bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, desk_id) references auth.desk,
  foreign key (tenant_id, case_id) references case_
);
create index handover_note_desk on handover_note (tenant_id, desk_id, until, id);
call internal.classify('handover_note', 'tenant_id P, id P, desk_id P, case_id P, author_id P, created_at P, until P, rev P, schema_no P, note S');

create table handover_read (
  tenant_id uuid not null,
  note_id uuid not null,
  desk_id uuid not null,
  user_id uuid not null,
  at timestamptz not null default now(),
  primary key (tenant_id, note_id, user_id),
  foreign key (tenant_id, note_id) references handover_note
);
call internal.classify('handover_read', 'tenant_id P, note_id P, desk_id P, user_id P, at P');

-- A list as somebody likes to see it; of a desk, or her own. The filters are codes and ids, never words.
create table saved_view (
  tenant_id uuid not null,
  id uuid not null,
  desk_id uuid not null,
  owner_id uuid not null,
  is_shared boolean not null default false,
  filters text not null,
  created_at timestamptz not null default now(),
  rev bigint not null default 1,
  schema_no integer not null default 1,
  -- under the desk's key
  name bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, desk_id) references auth.desk
);
create index saved_view_desk on saved_view (tenant_id, desk_id);
call internal.classify('saved_view', 'tenant_id P, id P, desk_id P, owner_id P, is_shared P, filters P, created_at P, rev P, schema_no P, name S');

-- What somebody is typing, under her own key; kept through an idle lock.
create table draft (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  -- which form, and which row it is about
  kind text not null,
  subject_id uuid not null,
  updated_at timestamptz not null default now(),
  -- when a save was last named in the audit: once an hour
  named_at timestamptz not null default now(),
  rev bigint not null default 1,
  schema_no integer not null default 1,
  content bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references auth.staff_user
);
create unique index draft_one on draft (tenant_id, user_id, kind, subject_id);
create index draft_user on draft (tenant_id, user_id, updated_at desc);
call internal.classify('draft', 'tenant_id P, id P, user_id P, kind P, subject_id P, updated_at P, named_at P, rev P, schema_no P, content S');

call internal.protect('consultation');
call internal.protect('call_tally');
call internal.protect('handover_note');
call internal.protect('handover_read');
call internal.protect('consultation_version');
call internal.protect('saved_view');
call internal.protect('draft');
call internal.belongs_to_desk('consultation', true, true);
call internal.belongs_to_desk('call_tally', false, false);
call internal.belongs_to_desk('handover_note', true, false);
call internal.belongs_to_desk('handover_read', false, false);
call internal.belongs_to_desk('consultation_version', true, true);
-- A miscounted call is taken back by whoever counted it; a reading is confirmed by each for herself.
grant delete on call_tally to yorube_app;
create policy take_back on call_tally for delete to yorube_app using (
  author_id = (select auth.my_user()) and desk_id = any ((select auth.my_desks())::uuid[]));
revoke update on handover_read, call_tally from yorube_app;
drop policy change on handover_read;
drop policy change on call_tally;
create function auth.my_blocked_notes() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select n.id from auth.live_session() s
    join auth.case_block b on b.tenant_id = s.tenant_id and b.user_id = s.user_id
    join public.handover_note n on n.tenant_id = b.tenant_id and n.case_id = b.case_id)
$$;
call internal.definer('auth.my_blocked_notes()', 'yorube_app');
create policy not_blocked on handover_read as restrictive to yorube_app
  using (note_id <> all ((select auth.my_blocked_notes())::uuid[]));
create policy each_herself on handover_read as restrictive for insert to yorube_app
  with check (user_id = (select auth.my_user()));
grant select, insert, delete on saved_view to yorube_app;
create policy read on saved_view for select to yorube_app using (
  desk_id = any ((select auth.my_desks())::uuid[]) and (is_shared or owner_id = (select auth.my_user())));
create policy write on saved_view for insert to yorube_app with check (
  desk_id = any ((select auth.my_desks())::uuid[]) and owner_id = (select auth.my_user()));
create policy remove on saved_view for delete to yorube_app using (
  owner_id = (select auth.my_user()) and desk_id = any ((select auth.my_desks())::uuid[]));
grant select, insert, update, delete on draft to yorube_app;
create policy own on draft for select to yorube_app using (user_id = (select auth.my_user()));
create policy own_add on draft for insert to yorube_app with check (user_id = (select auth.my_user()));
create policy own_change on draft for update to yorube_app using (user_id = (select auth.my_user()));
create policy own_end on draft for delete to yorube_app using (user_id = (select auth.my_user()));

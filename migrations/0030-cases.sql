-- Cases: the spine. What happens to a case (notes, changes of hands, approvals) stands in rows of its own.

create table case_ (
  tenant_id uuid not null,
  id uuid not null,
  -- The desk that holds the case; hand-over changes it on every row of the case in one transaction.
  desk_id uuid not null,
  compartment_id uuid not null,
  client_id uuid not null,
  assignee_id uuid,
  status text not null default 'open' check (status in ('open', 'waiting', 'closed')),
  -- own_decision (本人の意思を待つ), unreachable (連絡不可), agency_reply (機関の回答待ち)
  waiting_for text,
  risk_level text not null default 'not_assessed' check (risk_level in ('extreme', 'high', 'medium', 'low', 'not_assessed')),
  reassess_by date,
  opened_on date not null,
  closed_on date,
  retain_until date,
  next_review_on date,
  -- the supervisor's look at a new case
  reviewed_by uuid,
  reviewed_at timestamptz,
  -- Milliseconds, so that a list continues exactly where a JavaScript date says it stopped.
  moved_at timestamptz(3) not null default now(),
  chief_complaint text,
  route text,
  code_version integer not null default 1,
  schema_no integer not null default 1,
  -- title, number shown to people, her wishes, the staff's judgement
  core_rev bigint not null default 1,
  core bytea not null,
  -- number and title once more under the desk's own key, so that a list costs one key; null after a change of hands,
  -- until the receiving desk makes its own
  label bytea,
  -- how to contact her, what never to do, who the counterpart is; edited on its own
  safety_rev bigint not null default 1,
  safety bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, desk_id) references auth.desk,
  foreign key (tenant_id, compartment_id) references auth.compartment,
  foreign key (tenant_id, client_id) references person,
  foreign key (tenant_id, assignee_id) references auth.staff_user
);
create index case_desk on case_ (tenant_id, desk_id, status, moved_at desc, id);
create index case_open on case_ (tenant_id, desk_id, opened_on, id);
create index case_assignee on case_ (tenant_id, assignee_id, status, moved_at desc, id);
create index case_review on case_ (tenant_id, desk_id, next_review_on) where status <> 'closed';
call internal.classify('case_', 'tenant_id P, id P, desk_id P, compartment_id P, client_id P, assignee_id P, status P, waiting_for P, risk_level P, reassess_by P, opened_on P, closed_on P, retain_until P, next_review_on P, reviewed_by P, reviewed_at P, moved_at P, chief_complaint C, route C, code_version P, schema_no P, core_rev P, core S, label S, safety_rev P, safety S');

alter table person add foreign key (tenant_id, case_id) references case_ deferrable initially deferred;
alter table auth.case_block add foreign key (tenant_id, case_id) references case_;

-- Notes, decisions, corrections: append-only; a correction names what it amends.
create table case_note (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  desk_id uuid not null,
  compartment_id uuid not null,
  -- contact, action, agency_contact, supervision, judgement, wish
  kind text not null,
  day date not null,
  author_id uuid not null,
  amends_id uuid,
  created_at timestamptz(3) not null default now(),
  rev bigint not null default 1,
  schema_no integer not null default 1,
  body bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references case_,
  foreign key (tenant_id, amends_id) references case_note
);
create index case_note_timeline on case_note (tenant_id, case_id, day desc, created_at desc, id);
call internal.classify('case_note', 'tenant_id P, id P, case_id P, desk_id P, compartment_id P, kind P, day P, author_id P, amends_id P, created_at P, rev P, schema_no P, body S');

-- Changes of state and of hands. Reasons are sealed.
create table case_event (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  desk_id uuid not null,
  compartment_id uuid not null,
  -- opened, assigned, status_changed, risk_changed, transferred, closed, reopened, reviewed, consultation_attached, person_added, merged, separated, blocked, whereabouts_revealed …
  kind text not null,
  actor_id uuid not null,
  day date not null default (now() at time zone 'Asia/Tokyo')::date,
  at timestamptz(3) not null default now(),
  -- what it is about: a user, a desk, a person, a consultation; and the state it led to
  object_id uuid,
  to_state text,
  schema_no integer not null default 1,
  reason bytea,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references case_
);
create index case_event_timeline on case_event (tenant_id, case_id, day desc, at desc, id);
-- What a desk has handed to another stays countable there.
create index case_event_handed_over on case_event (tenant_id, desk_id, at desc) where kind = 'handed_over';
call internal.classify('case_event', 'tenant_id P, id P, case_id P, desk_id P, compartment_id P, kind P, actor_id P, day P, at P, object_id P, to_state P, schema_no P, reason S');

-- When each of us last looked: 「前回見た後の変更」.
create table case_seen (
  tenant_id uuid not null,
  case_id uuid not null,
  user_id uuid not null,
  seen_at timestamptz not null default now(),
  -- The look before this sitting: what is newer is marked, and stays marked while somebody works on the page.
  before_at timestamptz,
  primary key (tenant_id, case_id, user_id),
  foreign key (tenant_id, case_id) references case_
);
call internal.classify('case_seen', 'tenant_id P, case_id P, user_id P, seen_at P, before_at P');

-- One-step approval (決裁), also 代決 (decided in the approver's stead) and 後閲 (seen afterwards).
create table approval (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid,
  desk_id uuid not null,
  compartment_id uuid not null,
  -- what is approved: disclosure, closing, transfer, protection …
  kind text not null,
  subject_id uuid not null,
  state text not null default 'asked' check (state in ('asked', 'approved', 'returned', 'withdrawn')),
  -- regular, in_stead (代決), afterwards (後閲)
  mode text not null default 'regular' check (mode in ('regular', 'in_stead', 'afterwards')),
  asked_by uuid not null,
  asked_at timestamptz(3) not null default now(),
  decided_by uuid,
  decided_at timestamptz(3),
  -- the regular approver's look afterwards
  seen_by uuid,
  seen_at timestamptz,
  rev bigint not null default 1,
  schema_no integer not null default 1,
  reason bytea,
  comment bytea,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references case_
);
create index approval_case on approval (tenant_id, case_id, asked_at desc, id);
create index approval_waiting on approval (tenant_id, desk_id, state, asked_at);
call internal.classify('approval', 'tenant_id P, id P, case_id P, desk_id P, compartment_id P, kind P, subject_id P, state P, mode P, asked_by P, asked_at P, decided_by P, decided_at P, seen_by P, seen_at P, rev P, schema_no P, reason S, comment S');

-- The number shown to people (R8-0123): per desk and fiscal year. It stands sealed in the core; only the count is here.
create table case_counter (
  tenant_id uuid not null,
  desk_id uuid not null,
  fiscal_year integer not null,
  last_number integer not null,
  primary key (tenant_id, desk_id, fiscal_year),
  foreign key (tenant_id, desk_id) references auth.desk
);
call internal.classify('case_counter', 'tenant_id P, desk_id P, fiscal_year P, last_number P');

-- What an office decides for itself; a desk without a row works by our defaults, which the page shows as ours.
create table case_rule (
  tenant_id uuid not null,
  desk_id uuid not null,
  quiet_days integer not null check (quiet_days between 1 and 365),
  retention_years integer not null check (retention_years between 1 and 100),
  child_age integer not null check (child_age between 0 and 30),
  closing_needs_approval boolean not null,
  changed_by uuid not null,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, desk_id),
  foreign key (tenant_id, desk_id) references auth.desk
);
call internal.classify('case_rule', 'tenant_id P, desk_id P, quiet_days P, retention_years P, child_age P, closing_needs_approval P, changed_by P, changed_at P');

-- Files: name, type and content sealed; only a size bucket in the open.
create table attachment (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  desk_id uuid not null,
  compartment_id uuid not null,
  size_bucket text not null,
  -- rendition: re-encoded picture; original: opened only by an explicit, recorded act
  form text not null check (form in ('rendition', 'original')),
  uploaded_by uuid not null,
  created_at timestamptz(3) not null default now(),
  removed_at timestamptz,
  rev bigint not null default 1,
  schema_no integer not null default 1,
  label bytea not null,
  file_key bytea not null,
  content bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references case_
);
alter table attachment alter column content set storage external;
create index attachment_case on attachment (tenant_id, case_id, created_at);
call internal.classify('attachment', 'tenant_id P, id P, case_id P, desk_id P, compartment_id P, size_bucket P, form P, uploaded_by P, created_at P, removed_at P, rev P, schema_no P, label S, file_key K, content S');

call internal.protect('case_');
call internal.protect('case_note');
call internal.protect('case_event');
call internal.protect('case_seen');
call internal.protect('approval');
call internal.protect('attachment');
call internal.protect('case_counter');
call internal.protect('case_rule');

-- case_ is its own case: the block compares with its id.
grant select, insert, update on case_ to yorube_app;
create policy read on case_ for select to yorube_app using (
  desk_id = any ((select auth.my_desks())::uuid[]) or compartment_id = any ((select auth.my_shared_compartments())::uuid[]));
create policy write on case_ for insert to yorube_app with check (desk_id = any ((select auth.my_desks())::uuid[]));
create policy change on case_ for update to yorube_app using (desk_id = any ((select auth.my_desks())::uuid[]));
create policy not_blocked on case_ as restrictive to yorube_app using (id <> all ((select auth.my_blocked_cases())::uuid[]));
call internal.belongs_to_desk('case_note', true, true);
call internal.belongs_to_desk('case_event', true, true);
-- What was written stays; a case that changes hands takes them along (auth.hand_over_case).
revoke update on case_note, case_event from yorube_app;
drop policy change on case_note;
drop policy change on case_event;
call internal.belongs_to_desk('approval', true, false);
call internal.belongs_to_desk('attachment', true, true);
call internal.belongs_to_desk('case_counter', false, false);
grant select, insert, update on case_rule to yorube_app;
create policy read on case_rule for select to yorube_app using (desk_id = any ((select auth.my_desks())::uuid[]));
create policy keep on case_rule for insert to yorube_app
  with check (desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager']))::uuid[]));
create policy change on case_rule for update to yorube_app
  using (desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager']))::uuid[]));
grant select, insert, update on case_seen to yorube_app;
create policy own on case_seen for select to yorube_app using (user_id = (select auth.my_user()));
create policy own_add on case_seen for insert to yorube_app with check (user_id = (select auth.my_user()));
create policy own_change on case_seen for update to yorube_app using (user_id = (select auth.my_user()));
create policy not_blocked on case_seen as restrictive to yorube_app
  using (case_id <> all ((select auth.my_blocked_cases())::uuid[]));

-- A block is set for somebody else from the case page and never seen by the person it names.
create policy set_for_other on auth.case_block for insert to yorube_app with check (
  user_id <> (select auth.my_user()) and created_by = (select auth.my_user())
  and case_id in (select c.id from public.case_ c where c.desk_id = any ((select auth.my_desks())::uuid[])));
grant select, insert, delete on auth.case_block to yorube_app;
create policy of_my_cases on auth.case_block for select to yorube_app using (
  user_id <> (select auth.my_user()) and case_id in (select c.id from public.case_ c where c.desk_id = any ((select auth.my_desks())::uuid[])));
create policy lift on auth.case_block for delete to yorube_app using (
  user_id <> (select auth.my_user()) and case_id in (select c.id from public.case_ c where c.desk_id = any ((select auth.my_desks())::uuid[])));

create policy not_blocked on audit.event as restrictive to yorube_app
  using (case_id is null or case_id <> all ((select auth.my_blocked_cases())::uuid[]));
-- "Who has viewed this case": supervisors of the desk that holds it.
create policy viewers on audit.event for select to yorube_app using (
  case_id is not null and case_id in (
    select c.id from public.case_ c where c.desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager']))::uuid[])));

-- Every key of one case that this session may use, in one trip: the core, each person, each sheet.
create function auth.my_case_grants(p_case uuid)
returns table (tenant_id uuid, compartment_id uuid, desk_id uuid, epoch integer, key_id bytea, not_after bigint,
               basis_id uuid, wrap bytea, mac bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select g.tenant_id, g.compartment_id, g.desk_id, g.epoch, g.key_id, g.not_after, g.basis_id, g.wrap, g.mac
  from public.case_ c
  join auth.compartment k on k.tenant_id = c.tenant_id and k.case_id = c.id
  join auth.compartment_grant g on g.tenant_id = k.tenant_id and g.compartment_id = k.id
  where c.tenant_id = (select auth.my_tenant()) and c.id = p_case
    and c.desk_id = any ((select auth.my_desks())::uuid[])
    and c.id <> all ((select auth.my_blocked_cases())::uuid[])
    and g.desk_id = any ((select auth.my_desks())::uuid[])
    and (g.not_after = 0 or g.not_after > extract(epoch from now()))
$$;
call internal.definer('auth.my_case_grants(uuid)', 'yorube_app');

-- What other desks wrote for a case stays theirs, with a copy of its key for the desk that holds the case: their official
-- acts, and the referral it grew out of. The copies go on with the case, on the same terms; the giving desk's end here.
-- Which grant says what, the vault has signed: nothing can be put in that was not given. Answers how many went on.
create function auth.pass_on_shares(p_case uuid, p_to uuid, p_compartments uuid[], p_epoch integer,
                                    p_wraps bytea[], p_macs bytea[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  giver uuid;
  passed integer;
begin
  select c.desk_id into giver from public.case_ c
  where c.tenant_id = tenant and c.id = p_case
    and c.desk_id = any (auth.my_desks_as(array['supervisor', 'manager']))
    and c.id <> all (auth.my_blocked_cases());
  if giver is null or not exists (
    select from auth.desk d where d.tenant_id = tenant and d.id = p_to and d.kind = 'hub' and d.epoch is not null)
  then return 0; end if;
  insert into auth.compartment_grant
    (tenant_id, compartment_id, owner_desk_id, desk_id, epoch, key_id, not_after, basis_id, wrap, mac)
  select g.tenant_id, g.compartment_id, g.owner_desk_id, p_to, p_epoch, g.key_id, g.not_after, g.basis_id, n.wrap, n.mac
  from unnest(p_compartments, p_wraps, p_macs) as n(compartment_id, wrap, mac)
  join auth.compartment k on k.tenant_id = tenant and k.id = n.compartment_id and k.case_id = p_case
  join auth.compartment_grant g on g.tenant_id = tenant and g.compartment_id = k.id
    and g.desk_id = giver and g.basis_id is not null
  where k.owner_desk_id <> p_to
  on conflict do nothing;
  get diagnostics passed = row_count;
  delete from auth.compartment_grant g using auth.compartment k
  where k.tenant_id = tenant and k.case_id = p_case and k.owner_desk_id <> giver
    and g.tenant_id = tenant and g.compartment_id = k.id and g.desk_id = giver;
  return passed;
end $$;
call internal.definer('auth.pass_on_shares(uuid, uuid, uuid[], integer, bytea[], bytea[])', 'yorube_app');

-- A case changes hands: every row of it, in whichever table, and every key's ownership, in one act. The keys
-- themselves are wrapped to the receiving desk before (src/platform/compartments.ts). False = not mine to give.
-- Hand-over notes are sealed under the desk's own key and stay where they were written.
create function auth.hand_over_case(p_case uuid, p_to uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  giver uuid;
  t text;
begin
  select c.desk_id into giver from public.case_ c
  where c.tenant_id = tenant and c.id = p_case
    and c.desk_id = any (auth.my_desks_as(array['supervisor', 'manager']))
    and c.id <> all (auth.my_blocked_cases())
  for update;
  if giver is null or giver = p_to or not exists (
    select from auth.desk d where d.tenant_id = tenant and d.id = p_to and d.kind = 'hub' and d.epoch is not null)
  then return false; end if;
  for t in
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'handover_note'
      and 3 = (select count(*) from pg_attribute a
               where a.attrelid = c.oid and a.attname in ('tenant_id', 'case_id', 'desk_id') and not a.attisdropped)
  loop
    execute format('update public.%I set desk_id = $1 where tenant_id = $2 and case_id = $3 and desk_id = $4', t)
      using p_to, tenant, p_case, giver;
  end loop;
  -- The card under the giving desk's key says nothing to the receiving desk: it is made anew there.
  update public.person set desk_card = null where tenant_id = tenant and case_id = p_case;
  update public.caller_token set desk_id = p_to where tenant_id = tenant
    and person_id in (select p.id from public.person p where p.tenant_id = tenant and p.case_id = p_case);
  update public.same_person set desk_id = p_to where tenant_id = tenant and desk_id = giver
    and person_id in (select p.id from public.person p where p.tenant_id = tenant and p.case_id = p_case)
    and other_id in (select p.id from public.person p where p.tenant_id = tenant and p.case_id = p_case);
  update public.request set from_desk_id = p_to where tenant_id = tenant and from_desk_id = giver
    and id in (select r.request_id from public.request_case r where r.tenant_id = tenant and r.case_id = p_case);
  update public.request_message set from_desk_id = p_to where tenant_id = tenant and from_desk_id = giver
    and request_id in (select r.request_id from public.request_case r where r.tenant_id = tenant and r.case_id = p_case);
  -- What was shared with the giving desk is shared with the receiving one (auth.pass_on_shares).
  update public.official_act set shared_desk_id = p_to where tenant_id = tenant and shared_desk_id = giver
    and request_id in (select r.request_id from public.request_case r where r.tenant_id = tenant and r.case_id = p_case);
  update public.referral set to_desk_id = p_to where tenant_id = tenant and to_desk_id = giver
    and id in (select o.referral_id from public.referral_outcome o where o.tenant_id = tenant and o.case_id = p_case);
  update auth.compartment set owner_desk_id = p_to
    where tenant_id = tenant and case_id = p_case and owner_desk_id = giver;
  update public.case_ set desk_id = p_to, assignee_id = null, label = null, moved_at = now()
    where tenant_id = tenant and id = p_case;
  return true;
end $$;
call internal.definer('auth.hand_over_case(uuid, uuid)', 'yorube_app');

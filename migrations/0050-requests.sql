-- The disclosure ledger, requests to other desks with their sheets, referrals to the hub, paper sheets, releases.

-- What this municipality has decided about disclosures; without a row the shipped defaults hold (disclosures/policy.ts).
create table disclosure_rule (
  tenant_id uuid not null references auth.tenant,
  with_consent text not null check (with_consent in ('counselor', 'manager')),
  without_consent text not null check (without_consent in ('counselor', 'manager')),
  -- Working days within which an act in danger to life, or a decision in the manager's stead, is seen afterwards.
  see_within integer not null check (see_within between 1 and 30),
  reply_within integer not null check (reply_within between 1 and 60),
  rev bigint not null default 1,
  primary key (tenant_id)
);
call internal.classify('disclosure_rule', 'tenant_id P, with_consent P, without_consent P, see_within P, reply_within P, rev P');

create table disclosure (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  desk_id uuid not null,
  compartment_id uuid not null,
  -- To whom: a desk with or without a terminal.
  recipient_desk_id uuid not null,
  basis text not null,
  from_day date not null,
  until_day date,
  -- The key that was given; null for what was told without a sheet.
  sheet_compartment_id uuid,
  -- proposed: waits for the decision that its basis asks for; live; ended: run out; withdrawn; refused
  state text not null default 'proposed' check (state in ('proposed', 'live', 'ended', 'withdrawn', 'refused')),
  made_by uuid not null,
  made_at timestamptz not null default now(),
  -- counselor: decided by the maker; manager; in_stead (代決); afterwards (後閲: danger to life, acted first)
  decision text check (decision in ('counselor', 'manager', 'in_stead', 'afterwards')),
  decided_by uuid,
  decided_at timestamptz,
  -- By when somebody above must have looked, and who has.
  see_by date,
  seen_by uuid,
  seen_at timestamptz,
  ended_by uuid,
  ended_at timestamptz,
  rev bigint not null default 1,
  schema_no integer not null default 1,
  -- purpose in words, the items, how consent was given; under the case's own key
  ledger bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references case_,
  foreign key (tenant_id, recipient_desk_id) references auth.desk
);
create index disclosure_case on disclosure (tenant_id, case_id, made_at desc, id);
create index disclosure_expiring on disclosure (tenant_id, desk_id, until_day) where state = 'live';
create index disclosure_waiting on disclosure (tenant_id, desk_id, made_at) where state = 'proposed';
create index disclosure_unseen on disclosure (tenant_id, desk_id, see_by) where see_by is not null and seen_at is null;
call internal.classify('disclosure', 'tenant_id P, id P, case_id P, desk_id P, compartment_id P, recipient_desk_id P, basis P, from_day P, until_day P, sheet_compartment_id P, state P, made_by P, made_at P, decision P, decided_by P, decided_at P, see_by P, seen_by P, seen_at P, ended_by P, ended_at P, rev P, schema_no P, ledger S');

-- Her list was read with her, and whether a copy is safe to keep (asked before any printing).
create table ledger_reading (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  desk_id uuid not null,
  day date not null,
  read_by uuid not null,
  copy_safe text not null check (copy_safe in ('yes', 'no', 'not_asked')),
  release_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references case_
);
create index ledger_reading_case on ledger_reading (tenant_id, case_id, created_at desc);
call internal.classify('ledger_reading', 'tenant_id P, id P, case_id P, desk_id P, day P, read_by P, copy_safe P, release_id P, created_at P');

-- The asked desk sees this row and its sheet; which case it belongs to stands in request_case. The sheet never changes
-- (its rev stays 1); turn counts the steps of the exchange and is its optimistic lock.
create table request (
  tenant_id uuid not null,
  id uuid not null,
  from_desk_id uuid not null,
  to_desk_id uuid not null,
  compartment_id uuid not null,
  disclosure_id uuid not null,
  kind text not null,
  state text not null default 'sent' check (state in
    ('proposed', 'not_approved', 'sent', 'accepted', 'asked_back', 'declined', 'answered', 'finished', 'withdrawn')),
  -- The asked body has no terminal: a numbered sheet goes by hand or is read out by telephone.
  is_paper boolean not null default false,
  is_urgent boolean not null default false,
  due_on date not null,
  escalated_at timestamptz,
  sent_by uuid not null,
  sent_at timestamptz not null default now(),
  -- who at the asked desk has taken it on
  taken_by uuid,
  changed_at timestamptz not null default now(),
  turn bigint not null default 1,
  rev bigint not null default 1,
  schema_no integer not null default 1,
  sheet bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, from_desk_id) references auth.desk,
  foreign key (tenant_id, to_desk_id) references auth.desk,
  foreign key (tenant_id, compartment_id) references auth.compartment
);
create index request_to on request (tenant_id, to_desk_id, state, due_on);
create index request_from on request (tenant_id, from_desk_id, state, due_on);
create index request_disclosure on request (tenant_id, disclosure_id);
call internal.classify('request', 'tenant_id P, id P, from_desk_id P, to_desk_id P, compartment_id P, disclosure_id P, kind P, state P, is_paper P, is_urgent P, due_on P, escalated_at P, sent_by P, sent_at P, taken_by P, changed_at P, turn P, rev P, schema_no P, sheet S');

create table request_case (
  tenant_id uuid not null,
  request_id uuid not null,
  case_id uuid not null,
  desk_id uuid not null,
  primary key (tenant_id, request_id),
  foreign key (tenant_id, request_id) references request,
  foreign key (tenant_id, case_id) references case_
);
create index request_case_case on request_case (tenant_id, case_id);
call internal.classify('request_case', 'tenant_id P, request_id P, case_id P, desk_id P');

-- The exchange on a request. compartment_id is the sheet's.
create table request_message (
  tenant_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  compartment_id uuid not null,
  from_desk_id uuid not null,
  to_desk_id uuid not null,
  kind text not null check (kind in
    ('handed', 'accepted', 'declined', 'asked_back', 'replied', 'answered', 'finished', 'withdrawn')),
  -- which desk speaks, who wrote it; a body without a terminal speaks through somebody, by some means
  speaker_desk_id uuid not null,
  author_id uuid not null,
  on_behalf_means text check (on_behalf_means in ('hand', 'telephone', 'fax', 'post', 'in_person')),
  at timestamptz not null default now(),
  schema_no integer not null default 1,
  message bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, request_id) references request
);
create index request_message_thread on request_message (tenant_id, request_id, at, id);
call internal.classify('request_message', 'tenant_id P, id P, request_id P, compartment_id P, from_desk_id P, to_desk_id P, kind P, speaker_desk_id P, author_id P, on_behalf_means P, at P, schema_no P, message S');

-- The asked desk's own official act: its own document in its own compartment; stays when a share is withdrawn.
create table official_act (
  tenant_id uuid not null,
  id uuid not null,
  request_id uuid,
  desk_id uuid not null,
  compartment_id uuid not null,
  -- The asking desk that holds a copy of its key, and on which basis.
  shared_desk_id uuid,
  basis text,
  day date not null,
  author_id uuid not null,
  created_at timestamptz not null default now(),
  rev bigint not null default 1,
  schema_no integer not null default 1,
  act bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, request_id) references request
);
create index official_act_request on official_act (tenant_id, request_id, created_at);
create index official_act_desk on official_act (tenant_id, desk_id, day desc, id);
call internal.classify('official_act', 'tenant_id P, id P, request_id P, desk_id P, compartment_id P, shared_desk_id P, basis P, day P, author_id P, created_at P, rev P, schema_no P, act S');

-- Inward: any desk refers to the hub in five fields and sees received / in progress / ended only.
create table referral (
  tenant_id uuid not null,
  id uuid not null,
  from_desk_id uuid not null,
  to_desk_id uuid not null,
  compartment_id uuid not null,
  state text not null default 'sent' check (state in ('sent', 'received', 'in_progress', 'ended')),
  is_urgent boolean not null default false,
  sent_by uuid not null,
  sent_at timestamptz not null default now(),
  received_by uuid,
  received_at timestamptz,
  changed_at timestamptz not null default now(),
  rev bigint not null default 1,
  schema_no integer not null default 1,
  sheet bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, from_desk_id) references auth.desk,
  foreign key (tenant_id, to_desk_id) references auth.desk,
  foreign key (tenant_id, compartment_id) references auth.compartment
);
create index referral_to on referral (tenant_id, to_desk_id, state, sent_at);
create index referral_from on referral (tenant_id, from_desk_id, sent_at desc);
call internal.classify('referral', 'tenant_id P, id P, from_desk_id P, to_desk_id P, compartment_id P, state P, is_urgent P, sent_by P, sent_at P, received_by P, received_at P, changed_at P, rev P, schema_no P, sheet S');

-- What the hub made of a referral; the sender does not see it.
create table referral_outcome (
  tenant_id uuid not null,
  referral_id uuid not null,
  desk_id uuid not null,
  consultation_id uuid,
  case_id uuid,
  primary key (tenant_id, referral_id),
  foreign key (tenant_id, referral_id) references referral
);
create index referral_outcome_consultation on referral_outcome (tenant_id, consultation_id);
call internal.classify('referral_outcome', 'tenant_id P, referral_id P, desk_id P, consultation_id P, case_id P');

-- Everything that left through the output gate: prints, files, sheets, labels. Serial per tenant and fiscal year.
create table release_counter (
  tenant_id uuid not null references auth.tenant,
  fiscal_year integer not null,
  last integer not null,
  primary key (tenant_id, fiscal_year)
);
call internal.classify('release_counter', 'tenant_id P, fiscal_year P, last P');

create table release (
  tenant_id uuid not null,
  id uuid not null,
  -- The row it was made from: a request, a case.
  subject_id uuid not null,
  serial integer not null,
  fiscal_year integer not null,
  document text not null,
  desk_id uuid not null,
  case_id uuid,
  recipient_desk_id uuid,
  -- client, internal, public_body, private_body, registered_establishment (documents/policy.ts)
  recipient_kind text not null,
  purpose text not null,
  highest_class text not null check (highest_class in ('P', 'C', 'S', 'A')),
  field_hash bytea not null,
  released_by uuid not null,
  second_by uuid,
  at timestamptz not null default now(),
  -- paper: out, collected, destroyed
  paper_state text check (paper_state in ('out', 'collected', 'destroyed')),
  paper_changed_at timestamptz,
  paper_changed_by uuid,
  primary key (tenant_id, id),
  unique (tenant_id, fiscal_year, serial)
);
create index release_case on release (tenant_id, case_id, at);
create index release_subject on release (tenant_id, subject_id, at);
create index release_desk on release (tenant_id, desk_id, at desc, id);
create index release_paper_out on release (tenant_id, desk_id, at) where paper_state = 'out';
call internal.classify('release', 'tenant_id P, id P, subject_id P, serial P, fiscal_year P, document P, desk_id P, case_id P, recipient_desk_id P, recipient_kind P, purpose P, highest_class P, field_hash K, released_by P, second_by P, at P, paper_state P, paper_changed_at P, paper_changed_by P');

-- What waits for somebody else's yes before it may leave: a manager's decision, or the second pair of eyes on
-- whereabouts. Bound to a hash of the exact document, fields and recipient; used once, by a different person where
-- whereabouts are in it.
create table release_order (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid,
  desk_id uuid not null,
  document text not null,
  subject_id uuid not null,
  recipient_desk_id uuid,
  recipient_kind text not null,
  purpose text not null,
  highest_class text not null check (highest_class in ('P', 'C', 'S', 'A')),
  is_paper boolean not null,
  field_hash bytea not null,
  asked_by uuid not null,
  asked_at timestamptz not null default now(),
  used_by uuid,
  used_at timestamptz,
  primary key (tenant_id, id),
  check (highest_class <> 'A' or used_by is null or used_by <> asked_by)
);
create unique index release_order_waiting on release_order (tenant_id, subject_id) where used_at is null;
call internal.classify('release_order', 'tenant_id P, id P, case_id P, desk_id P, document P, subject_id P, recipient_desk_id P, recipient_kind P, purpose P, highest_class P, is_paper P, field_hash K, asked_by P, asked_at P, used_by P, used_at P');

call internal.protect('disclosure_rule');
call internal.protect('disclosure');
call internal.protect('ledger_reading');
call internal.protect('request');
call internal.protect('request_case');
call internal.protect('request_message');
call internal.protect('official_act');
call internal.protect('referral');
call internal.protect('referral_outcome');
call internal.protect('release_counter');
call internal.protect('release');
call internal.protect('release_order');
call internal.belongs_to_desk('disclosure', true, false);
call internal.belongs_to_desk('ledger_reading', true, false);
call internal.belongs_to_desk('request_case', true, false);
revoke update on ledger_reading, request_case from yorube_app;
drop policy change on ledger_reading;
drop policy change on request_case;
call internal.belongs_to_desk('official_act', false, true);
call internal.belongs_to_desk('referral_outcome', true, false);
call internal.belongs_to_desk('release', true, false);
call internal.belongs_to_desk('release_order', true, false);

grant select, insert, update on disclosure_rule to yorube_app;
create policy read on disclosure_rule for select to yorube_app using (true);
create policy keep on disclosure_rule for insert to yorube_app
  with check (cardinality((select auth.my_desks_as(array['manager']))) > 0);
create policy change on disclosure_rule for update to yorube_app
  using (cardinality((select auth.my_desks_as(array['manager']))) > 0);

-- Both desks see a request; a withdrawn share takes the row itself out of the asked desk's sight, not only its content.
grant select, insert on request, request_message to yorube_app;
grant update (state, due_on, escalated_at, taken_by, changed_at, turn) on request to yorube_app;
create policy read on request for select to yorube_app using (
  from_desk_id = any ((select auth.my_desks())::uuid[])
  or (to_desk_id = any ((select auth.my_desks())::uuid[])
      and compartment_id = any ((select auth.my_shared_compartments())::uuid[])));
create policy write on request for insert to yorube_app with check (from_desk_id = any ((select auth.my_desks())::uuid[]));
create policy change on request for update to yorube_app using (
  from_desk_id = any ((select auth.my_desks())::uuid[])
  or (to_desk_id = any ((select auth.my_desks())::uuid[])
      and compartment_id = any ((select auth.my_shared_compartments())::uuid[])));
create policy read on request_message for select to yorube_app using (
  from_desk_id = any ((select auth.my_desks())::uuid[])
  or (to_desk_id = any ((select auth.my_desks())::uuid[])
      and compartment_id = any ((select auth.my_shared_compartments())::uuid[])));
create policy write on request_message for insert to yorube_app with check (
  author_id = (select auth.my_user())
  and (from_desk_id = any ((select auth.my_desks())::uuid[])
       or (to_desk_id = any ((select auth.my_desks())::uuid[])
           and compartment_id = any ((select auth.my_shared_compartments())::uuid[]))));
grant select, insert on referral to yorube_app;
grant update (state, received_by, received_at, changed_at) on referral to yorube_app;
create policy read on referral for select to yorube_app using (
  from_desk_id = any ((select auth.my_desks())::uuid[]) or to_desk_id = any ((select auth.my_desks())::uuid[]));
create policy write on referral for insert to yorube_app with check (from_desk_id = any ((select auth.my_desks())::uuid[]));
create policy change on referral for update to yorube_app using (to_desk_id = any ((select auth.my_desks())::uuid[]));
-- What concerns a case that does not exist for me does not exist either, at whichever desk I sit.
create policy not_blocked on request as restrictive to yorube_app
  using (compartment_id <> all ((select auth.my_blocked_compartments())::uuid[]));
create policy not_blocked on request_message as restrictive to yorube_app
  using (compartment_id <> all ((select auth.my_blocked_compartments())::uuid[]));
create policy not_blocked on official_act as restrictive to yorube_app
  using (compartment_id <> all ((select auth.my_blocked_compartments())::uuid[]));
create policy not_blocked on referral as restrictive to yorube_app
  using (compartment_id <> all ((select auth.my_blocked_compartments())::uuid[]));

-- The number on the paper: without gaps, and taken in the transaction of the release itself.
create function public.next_release_serial(p_fiscal_year integer) returns integer
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.release_counter as c (tenant_id, fiscal_year, last)
  select s.tenant_id, p_fiscal_year, 1 from auth.live_session() s where s.id is not null
  on conflict (tenant_id, fiscal_year) do update set last = c.last + 1
  returning last
$$;
call internal.definer('public.next_release_serial(integer)', 'yorube_app');

-- The directory goes out as a file at the hands of administrators too, who belong to no desk: its line stands in the
-- register of the hub. Nothing but the directory, which names no person of a case, can be registered this way.
create function public.register_directory_release(
  p_id uuid, p_desk_id uuid, p_serial integer, p_fiscal_year integer, p_purpose text, p_hash bytea, p_at timestamptz)
returns boolean
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.release
    (tenant_id, id, subject_id, serial, fiscal_year, document, desk_id, recipient_kind, purpose, highest_class,
     field_hash, released_by, at)
  select s.tenant_id, p_id, s.tenant_id, p_serial, p_fiscal_year, 'directory_sheet', d.id, 'internal', p_purpose, 'P',
    p_hash, s.user_id, p_at
  from auth.live_session() s
  join auth.desk d on d.tenant_id = s.tenant_id and d.id = p_desk_id and d.kind = 'hub'
  where 'tenant_admin' = any (auth.my_roles())
    or cardinality(auth.my_desks_as(array['supervisor', 'manager'])) > 0
  returning true
$$;
call internal.definer(
  'public.register_directory_release(uuid, uuid, integer, integer, text, bytea, timestamptz)', 'yorube_app');

-- An official act and a referral are made by desks that must not learn which case they belong to; the block must follow
-- all the same. So the key learns its case here, where nobody reads it.
create function public.act_joins_case() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update auth.compartment c set case_id = r.case_id
  from public.request_case r
  where r.tenant_id = new.tenant_id and r.request_id = new.request_id
    and c.tenant_id = new.tenant_id and c.id = new.compartment_id and c.owner_desk_id = new.desk_id;
  return new;
end $$;
call internal.definer('public.act_joins_case()', 'yorube_app');
create trigger act_joins_case after insert on official_act for each row execute function public.act_joins_case();

create function public.referral_joins_case() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update auth.compartment c set case_id = new.case_id
  from public.referral r
  where new.case_id is not null and r.tenant_id = new.tenant_id and r.id = new.referral_id
    and r.to_desk_id = new.desk_id and c.tenant_id = new.tenant_id and c.id = r.compartment_id;
  return new;
end $$;
call internal.definer('public.referral_joins_case()', 'yorube_app');
create trigger referral_joins_case after insert or update of case_id on referral_outcome
  for each row execute function public.referral_joins_case();

-- Ending a share ends the request that it served, whichever page it was ended from.
create function public.request_ends_with_share() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.request set state = 'withdrawn', changed_at = now(), turn = turn + 1
    where tenant_id = new.tenant_id and disclosure_id = new.id and state not in ('not_approved', 'declined', 'finished');
  return new;
end $$;
call internal.definer('public.request_ends_with_share()', 'yorube_app');
create trigger request_ends_with_share after update of state on disclosure
  for each row when (new.state = 'withdrawn' and old.state <> 'withdrawn') execute function public.request_ends_with_share();

-- What the asked desk says moves the case, which it cannot see.
create function public.message_moves_case() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.case_ c set moved_at = now() from public.request_case r
    where r.tenant_id = new.tenant_id and r.request_id = new.request_id and c.tenant_id = r.tenant_id and c.id = r.case_id;
  return new;
end $$;
call internal.definer('public.message_moves_case()', 'yorube_app');
create trigger message_moves_case after insert on request_message for each row execute function public.message_moves_case();

-- Time passes, without anybody reading anything: requests without an answer are marked, shares that have run out lose
-- their key. Row-level security has refused them since their last day; this tidies up.
create function public.pass_time_on_requests(p_today date) returns table (overdue integer, ended integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.request set escalated_at = now()
    where escalated_at is null and due_on < p_today and state in ('sent', 'accepted', 'asked_back');
  get diagnostics overdue = row_count;
  with run_out as (
    update public.disclosure set state = 'ended', ended_at = now()
    where state = 'live' and until_day < p_today returning tenant_id, id, sheet_compartment_id),
  gone as (
    delete from auth.compartment_grant g using run_out r
    where g.tenant_id = r.tenant_id and g.compartment_id = r.sheet_compartment_id and g.basis_id = r.id)
  select count(*) into ended from run_out;
  return next;
end $$;
call internal.definer('public.pass_time_on_requests(date)', 'yorube_worker');

-- A desk that answers a request does not know its case; the record of who looked must.
create or replace function audit.record(p_action text, p_object_type text, p_object uuid, p_case uuid, p_purpose text, p_basis text,
                             p_result text, p_count integer, p_content_hash bytea, p_reason bytea) returns bigint
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into audit.event (tenant_id, actor_id, session_hash, action, object_type, object_id, case_id, purpose, basis, result, count, content_hash, reason)
  select s.tenant_id, s.user_id, s.lookup, p_action, p_object_type, p_object,
    case when p_case is not null then p_case
      when p_object_type = 'request' then
        (select r.case_id from public.request_case r where r.tenant_id = s.tenant_id and r.request_id = p_object)
      when p_object_type in ('official_act', 'referral') then
        (select coalesce(r.case_id, o.case_id) from (select 1) one
         left join public.official_act a on p_object_type = 'official_act' and a.tenant_id = s.tenant_id and a.id = p_object
         left join public.request_case r on r.tenant_id = s.tenant_id and r.request_id = a.request_id
         left join public.referral_outcome o on p_object_type = 'referral' and o.tenant_id = s.tenant_id and o.referral_id = p_object)
    end,
    p_purpose, p_basis, p_result, p_count, p_content_hash, p_reason
  from auth.live_session() s where s.id is not null
  returning seq
$$;

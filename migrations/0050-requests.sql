-- The disclosure ledger, requests to other desks with their sheets, referrals to the hub, paper sheets, releases.

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
  -- proposed: waits for the decision that its basis asks for; live; ended: run out; withdrawn
  state text not null default 'proposed' check (state in ('proposed', 'live', 'ended', 'withdrawn', 'refused')),
  made_by uuid not null,
  made_at timestamptz not null default now(),
  ended_by uuid,
  ended_at timestamptz,
  rev bigint not null default 1,
  schema_no integer not null default 1,
  -- purpose in words, the items, how consent was given
  ledger bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references case_,
  foreign key (tenant_id, recipient_desk_id) references auth.desk
);
create index disclosure_case on disclosure (tenant_id, case_id, made_at desc, id);
create index disclosure_expiring on disclosure (tenant_id, desk_id, until_day) where state = 'live';
call internal.classify('disclosure', 'tenant_id P, id P, case_id P, desk_id P, compartment_id P, recipient_desk_id P, basis P, from_day P, until_day P, state P, made_by P, made_at P, ended_by P, ended_at P, rev P, schema_no P, ledger S');

-- The asked desk sees this row and its sheet; which case it belongs to stands in request_case.
create table request (
  tenant_id uuid not null,
  id uuid not null,
  from_desk_id uuid not null,
  to_desk_id uuid not null,
  compartment_id uuid not null,
  disclosure_id uuid not null,
  kind text not null,
  state text not null default 'sent' check (state in
    ('proposed', 'sent', 'accepted', 'asked_back', 'declined', 'answered', 'finished', 'withdrawn')),
  is_urgent boolean not null default false,
  due_on date not null,
  escalated_at timestamptz,
  sent_by uuid not null,
  sent_at timestamptz not null default now(),
  -- who at the asked desk has taken it on
  taken_by uuid,
  changed_at timestamptz not null default now(),
  rev bigint not null default 1,
  schema_no integer not null default 1,
  sheet bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, from_desk_id) references auth.desk,
  foreign key (tenant_id, to_desk_id) references auth.desk
);
create index request_to on request (tenant_id, to_desk_id, state, due_on);
create index request_from on request (tenant_id, from_desk_id, state, due_on);
call internal.classify('request', 'tenant_id P, id P, from_desk_id P, to_desk_id P, compartment_id P, disclosure_id P, kind P, state P, is_urgent P, due_on P, escalated_at P, sent_by P, sent_at P, taken_by P, changed_at P, rev P, schema_no P, sheet S');

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
  -- accepted, declined, asked_back, replied, answered, finished, withdrawn
  kind text not null,
  -- which desk speaks, who wrote it; a body without a terminal speaks through somebody, by some means
  speaker_desk_id uuid not null,
  author_id uuid not null,
  on_behalf_means text,
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
  day date not null,
  author_id uuid not null,
  created_at timestamptz not null default now(),
  rev bigint not null default 1,
  schema_no integer not null default 1,
  act bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, request_id) references request
);
create index official_act_desk on official_act (tenant_id, desk_id, day desc, id);
call internal.classify('official_act', 'tenant_id P, id P, request_id P, desk_id P, compartment_id P, day P, author_id P, created_at P, rev P, schema_no P, act S');

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
  foreign key (tenant_id, to_desk_id) references auth.desk
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
call internal.classify('referral_outcome', 'tenant_id P, referral_id P, desk_id P, consultation_id P, case_id P');

-- Everything that left through the output gate: prints, files, sheets, labels. Serial per tenant and fiscal year.
create table release (
  tenant_id uuid not null,
  id uuid not null,
  serial integer not null,
  fiscal_year integer not null,
  document text not null,
  desk_id uuid not null,
  case_id uuid,
  recipient_desk_id uuid,
  -- self (read with her), client, desk, internal
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
create index release_paper_out on release (tenant_id, desk_id, at) where paper_state = 'out';
call internal.classify('release', 'tenant_id P, id P, serial P, fiscal_year P, document P, desk_id P, case_id P, recipient_desk_id P, recipient_kind P, purpose P, highest_class P, field_hash K, released_by P, second_by P, at P, paper_state P, paper_changed_at P, paper_changed_by P');

call internal.protect('disclosure');
call internal.protect('request');
call internal.protect('request_case');
call internal.protect('request_message');
call internal.protect('official_act');
call internal.protect('referral');
call internal.protect('referral_outcome');
call internal.protect('release');
call internal.belongs_to_desk('disclosure', true, false);
call internal.belongs_to_desk('request_case', true, false);
call internal.belongs_to_desk('official_act', false, true);
call internal.belongs_to_desk('referral_outcome', true, false);
call internal.belongs_to_desk('release', true, false);

-- Both desks see a request; a withdrawn share takes the row itself out of the asked desk's sight, not only its content.
grant select, insert, update on request, request_message, referral to yorube_app;
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

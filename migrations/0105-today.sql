-- What the first page of a desk and of a person needs to find in time.

-- The day on which somebody promised to speak with her again, as long as it is promised: another contact with her, a
-- kept or a moved promise and a closed case end it. Hour, way and words stay sealed in the record.
alter table consultation add column next_contact_on date;
-- When somebody said by hand that it was kept, or moved it to another day: from then on a correction of the record, which
-- still carries the day first promised, changes nothing here.
alter table consultation add column next_contact_changed_at timestamptz;
call internal.classify('consultation', 'next_contact_on P, next_contact_changed_at P');
create index consultation_promised on consultation (tenant_id, desk_id, next_contact_on) where next_contact_on is not null;

-- A case moves when the message was written, and a request ends when its share did: the moment is the row's own, not
-- that of whoever runs the trigger.
create or replace function public.message_moves_case() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.case_ c set moved_at = new.at from public.request_case r
    where r.tenant_id = new.tenant_id and r.request_id = new.request_id and c.tenant_id = r.tenant_id and c.id = r.case_id;
  return new;
end $$;
create or replace function public.request_ends_with_share() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.request set state = 'withdrawn', changed_at = coalesce(new.ended_at, now()), turn = turn + 1
    where tenant_id = new.tenant_id and disclosure_id = new.id and state not in ('not_approved', 'declined', 'finished');
  return new;
end $$;

-- What an auditor looks at first is rare among what was allowed.
create index event_refused on audit.event (tenant_id, at) where result in ('absent', 'refused', 'unopenable');

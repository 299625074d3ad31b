-- A consultation whose keeping somebody had words about (a hold, a list it was taken out of, a list it still stands on) could not join a
-- case: its key could not end. Now the key joins the case where such words lie under it, and goes with the case. A list that nobody has
-- carried out loses the consultation: what somebody works on again is not what two people agreed to destroy.

-- The lists first, as whoever proposes or carries one out takes them, and the consultation after them. Answers whether words about
-- its keeping lie under its key; null where it is none of my desks'.
create function auth.hold_consultation(p_id uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c public.consultation;
begin
  if exists (select from public.disposal_item i where i.tenant_id = auth.my_tenant() and i.consultation_id = p_id and i.state = 'listed') then
    perform pg_advisory_xact_lock(hashtextextended('disposal lists ' || auth.my_tenant()::text, 0));
    perform 1 from public.disposal_list l join public.disposal_item i on i.tenant_id = l.tenant_id and i.list_id = l.id
    where i.tenant_id = auth.my_tenant() and i.consultation_id = p_id and i.state = 'listed' and l.state = 'proposed' for update of l;
  end if;
  select x.* into c from public.consultation x
  where x.tenant_id = auth.my_tenant() and x.id = p_id and x.desk_id = any (auth.my_desks())
    and (x.case_id is null or x.case_id <> all (auth.my_blocked_cases())) for update;
  if c.id is null then return null; end if;
  return exists (select from public.retention_hold h where h.tenant_id = c.tenant_id and h.compartment_id = c.compartment_id)
    or exists (select from public.disposal_item i where i.tenant_id = c.tenant_id and i.compartment_id = c.compartment_id);
end $$;
call internal.definer('auth.hold_consultation(uuid)', 'yorube_app');

-- Before its list is parted (0207): triggers of one event go by their names.
create function internal.leave_lists_of_joined() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.disposal_item i set state = 'withdrawn'
  where i.tenant_id = new.tenant_id and i.consultation_id = new.id and i.state = 'listed';
  update public.disposal_list l set state = 'withdrawn', ended_by = auth.my_user(), ended_at = now()
  where l.tenant_id = new.tenant_id and l.state = 'proposed'
    and exists (select from public.disposal_item i where i.tenant_id = l.tenant_id and i.list_id = l.id and i.consultation_id = new.id and i.state = 'withdrawn')
    and not exists (select from public.disposal_item i where i.tenant_id = l.tenant_id and i.list_id = l.id and i.state = 'listed');
  return null;
end $$;
call internal.definer('internal.leave_lists_of_joined()', 'yorube_definer');
create trigger leave_lists after update of case_id on public.consultation for each row
  when (new.case_id is not null and old.case_id is distinct from new.case_id) execute function internal.leave_lists_of_joined();

-- A hold goes where its consultation goes: to the desk of the case it joins, and on with that case.
create function internal.holds_go_along() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.retention_hold h set desk_id = new.desk_id
  where h.tenant_id = new.tenant_id and h.consultation_id = new.id and h.desk_id = old.desk_id;
  return null;
end $$;
call internal.definer('internal.holds_go_along()', 'yorube_definer');
create trigger holds_go_along after update of desk_id on public.consultation for each row
  when (new.desk_id <> old.desk_id) execute function internal.holds_go_along();
update public.retention_hold h set desk_id = c.desk_id from public.consultation c
where c.tenant_id = h.tenant_id and c.id = h.consultation_id and c.desk_id <> h.desk_id;

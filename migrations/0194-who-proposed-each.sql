-- Who proposed what is done with each record, and how often the request changed: whoever decides proposed none of it, and has seen
-- what she decides. Before, one word of a colleague's among a hundred of hers let her decide them all.
alter table access_item add column proposed_by uuid;
call internal.classify('access_item', 'proposed_by P');
grant update (proposed_by) on access_item to yorube_app;
alter table access_request add column turn integer not null default 1;
call internal.classify('access_request', 'turn P');
grant update (turn) on access_request to yorube_app;

create function internal.refuse_own_decision() returns trigger
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.access_item i where i.tenant_id = new.tenant_id and i.access_id = new.id
    and (i.proposed_by is null or i.proposed_by = new.decided_by)) then
    raise exception 'whoever decides proposed none of it' using errcode = 'check_violation';
  end if;
  return new;
end $$;
call internal.definer('internal.refuse_own_decision()', 'yorube_definer');
create trigger refuse_own_decision before update of decided_by on access_request for each row
  when (new.decided_by is not null and new.decided_by is distinct from old.decided_by)
  execute function internal.refuse_own_decision();

-- A request of the person for her records (0162) holds her case by itself, while it runs and while its answer can be contested;
-- what was written down with it lies under the case's own keys and goes with them.
create or replace function internal.retention_state(p_tenant uuid, p_kind text, p_id uuid)
returns table (desk_id uuid, compartment_id uuid, case_id uuid, keep_until date, is_held boolean, is_listed boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.desk_id, r.compartment_id, r.case_id,
    greatest(r.until, (select max(i.keep_until) from public.disposal_item i
      where i.tenant_id = p_tenant and coalesce(i.case_id, i.consultation_id) = p_id and i.state = 'taken_out')),
    exists (select from public.retention_hold h where h.tenant_id = p_tenant and h.lifted_at is null
      and (h.case_id = p_id or h.consultation_id = p_id or h.consultation_id in (
        select c.id from public.consultation c where c.tenant_id = p_tenant and c.case_id = p_id)))
      or (p_kind = 'case' and public.held_for_access(p_tenant, p_id)),
    exists (select from public.disposal_item i
      where i.tenant_id = p_tenant and coalesce(i.case_id, i.consultation_id) = p_id and i.state = 'listed')
  from internal.retention_of(p_tenant) rule
  cross join lateral (
    select c.desk_id, c.compartment_id, c.id as case_id,
      case when c.status = 'closed' and c.closed_on is not null then
        greatest(c.retain_until, internal.retention_end(c.closed_on, rule.case_years, rule.counts_from)) end as until
    from public.case_ c where p_kind = 'case' and c.tenant_id = p_tenant and c.id = p_id
    union all
    select c.desk_id, c.compartment_id, null, internal.retention_end(c.day, rule.consultation_years, rule.counts_from)
    from public.consultation c
    where p_kind = 'consultation' and c.tenant_id = p_tenant and c.id = p_id and c.case_id is null) r
$$;

create or replace function internal.compartment_columns()
returns table (label text, table_name text, column_name text, rev_column text)
language sql immutable security definer set search_path = pg_catalog, pg_temp as $$
  select x.label, split_part(x.label, '.', 1), split_part(x.label, '.', 2), x.rev_column
  from (values
    ('person.card', 'rev'), ('person.face', 'rev'), ('whereabouts.place', 'rev'), ('case_.core', 'core_rev'),
    ('case_.safety', 'safety_rev'), ('case_note.body', 'rev'), ('case_event.reason', null), ('approval.reason', null),
    ('approval.comment', null), ('attachment.label', 'rev'), ('consultation.record', 'rev'),
    ('consultation_version.record', 'rev'), ('disclosure.ledger', 'rev'), ('disclosure.ending', null),
    ('request.sheet', 'rev'), ('request_message.message', null), ('official_act.act', 'rev'), ('referral.sheet', 'rev'),
    ('retention_hold.reason', null), ('retention_hold.lifted_reason', null), ('disposal_item.reason', null),
    ('access_request.words', 'rev')
  ) as x (label, rev_column)
$$;
create trigger refuse_retired_key_new after insert on access_request for each row execute function auth.refuse_retired_key('words');
create trigger refuse_retired_key after update of words on access_request for each row
  execute function auth.refuse_retired_key('words');

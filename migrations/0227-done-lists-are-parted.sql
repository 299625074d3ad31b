-- A list that was carried out keeps what was destroyed by it, and nothing else that may be hidden from somebody one day: what was taken out of it
-- or withdrawn goes to a list of its own as soon as its case is hidden. Until now only proposed lists were parted, and a done one went out of
-- somebody's sight with a case that was hidden from her.
create or replace function internal.part_lists(p_tenant uuid, p_record uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  i record;
  own uuid;
begin
  for i in
    select it.id, it.state as item_state, l.* from public.disposal_item it
    join public.disposal_list l on l.tenant_id = it.tenant_id and l.id = it.list_id and (l.state = 'proposed' or it.state <> 'shredded')
    where it.tenant_id = p_tenant and coalesce(it.case_id, it.consultation_id) = p_record
      and exists (select from public.disposal_item other where other.tenant_id = it.tenant_id and other.list_id = it.list_id and other.id <> it.id)
    for update of l, it
  loop
    own := gen_random_uuid();
    insert into public.disposal_list (tenant_id, id, desk_id, state, made_by, made_at, ended_at)
    values (p_tenant, own, i.desk_id, case when i.item_state = 'listed' then 'proposed' else 'withdrawn' end, i.made_by, i.made_at,
      case when i.item_state <> 'listed' then now() end);
    update public.disposal_item it set list_id = own where it.tenant_id = p_tenant and it.id = i.id;
  end loop;
end $$;

-- Lists that stand already.
select internal.part_lists(x.tenant_id, x.record_id)
from (select distinct i.tenant_id, coalesce(i.case_id, i.consultation_id) as record_id from public.disposal_item i
  left join public.consultation c on c.tenant_id = i.tenant_id and c.id = i.consultation_id
  join auth.case_block b on b.tenant_id = i.tenant_id and b.case_id = coalesce(i.case_id, c.case_id)) x;

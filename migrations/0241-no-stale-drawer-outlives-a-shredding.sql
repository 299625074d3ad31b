-- A destroyed record goes out of every drawer with its keys (docs/adr/0028). 0234 noted its drawers before it destroyed: one that an earlier
-- change had left behind stale, or that was filed meanwhile, stayed until the worker came. Now whatever is stale goes, afterwards, when the rows
-- are locked and nothing of them can be filed any more.
-- Whoever holds one of them (a renewal of the key, the worker) is waited for.
create or replace function internal.shred_record(p_tenant uuid, p_kind text, p_id uuid, p_parties bytea[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform internal.shred_rows(p_tenant, p_kind, p_id, p_parties);
  delete from public.search_drawer d where d.tenant_id = p_tenant and d.id in (
    select x.id from public.search_drawer x
    where x.tenant_id = p_tenant
      and exists (select from auth.search_stale m where m.tenant_id = x.tenant_id and m.desk_id = x.desk_id and m.drawer_id = x.id)
    order by x.id for update);
end $$;

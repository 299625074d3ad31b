-- With each drawer its version: what a process has read of it once, sealed, it need not read again (src/platform/sealed-shelf.ts). A
-- drawer's bytes change with its row alone, and so with the transaction that wrote it.
drop function auth.drawers_at(text, uuid[], integer);
create function auth.drawers_at(p_label text, p_desks uuid[], p_most integer) returns table (id uuid, version text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  mine uuid[] := auth.my_desks();
begin
  return query select d.id, d.xmin::text from public.search_drawer d
    where d.tenant_id = tenant and d.desk_id = any (p_desks) and d.desk_id = any (mine) and d.label = p_label
      and not exists (select from auth.search_stale m where m.tenant_id = tenant and m.desk_id = d.desk_id and m.drawer_id = d.id)
    order by d.id limit least(p_most, 5000);
end $$;
call internal.definer('auth.drawers_at(text, uuid[], integer)', 'yorube_app');

-- A key that was sealed to a desk's public key is rewritten by its holder as a symmetric wrap: quicker to open, and safe from a
-- later quantum computer. Whoever makes a compartment does so at once for her own desk; what others gave follows when one of the
-- desk signs in. The second byte of a wrap says which it is (docs/security.md).
create index compartment_grant_unsettled on auth.compartment_grant (tenant_id, desk_id)
  where substr(wrap, 2, 1) = '\x11';

create function auth.grants_to_settle(p_most integer)
returns table (tenant_id uuid, compartment_id uuid, desk_id uuid, epoch integer, key_id bytea, not_after bigint,
               basis_id uuid, wrap bytea, mac bytea)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select g.tenant_id, g.compartment_id, g.desk_id, g.epoch, g.key_id, g.not_after, g.basis_id, g.wrap, g.mac
  from auth.compartment_grant g
  where g.tenant_id = (select auth.my_tenant()) and g.desk_id = any ((select auth.my_desks())::uuid[])
    and substr(g.wrap, 2, 1) = '\x11'
    and (g.not_after = 0 or g.not_after > extract(epoch from now()))
    and g.compartment_id <> all ((select auth.my_blocked_compartments())::uuid[])
  limit least(p_most, 1000) for no key update of g skip locked
$$;
call internal.definer('auth.grants_to_settle(integer)', 'yorube_app');

-- Only where the row still is what was wrapped anew, and stays one of this person's desks.
create function auth.put_settled_grants(p_compartments uuid[], p_desks uuid[], p_old_macs bytea[], p_wraps bytea[],
                                        p_macs bytea[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  mine uuid[] := auth.my_desks();
  n record;
begin
  -- One by one, by the primary key (see 0135-renewal.sql).
  for n in select * from unnest(p_compartments, p_desks, p_old_macs, p_wraps, p_macs) as n (compartment_id, desk_id, old_mac, wrap, mac) loop
    update auth.compartment_grant g set wrap = n.wrap, mac = n.mac
    where g.tenant_id = tenant and g.compartment_id = n.compartment_id and g.desk_id = n.desk_id and g.mac = n.old_mac
      and n.desk_id = any (mine) and substr(n.wrap, 2, 1) = '\x01';
  end loop;
end $$;
call internal.definer('auth.put_settled_grants(uuid[], uuid[], bytea[], bytea[], bytea[])', 'yorube_app');

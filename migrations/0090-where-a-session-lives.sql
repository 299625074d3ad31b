-- A session belongs to a host name and to a network (docs/security.md). Shown from anywhere else it tells nothing, ends,
-- and leaves a line in the record: whoever shows it there may not be its owner.
-- What auth.session.network_hash holds is a keyed hash of the network's name (src/platform/http/network-of.ts), under a
-- key that no database holds.

-- Sessions from before name their networks in another way; their people sign in again.
set local role yorube_definer;
delete from auth.session;
reset role;

-- First statement of every transaction: sets the bearer, marks activity (at most every 30 s, and only for a person's
-- own acts), answers who it is. No row = no live session here.
drop function auth.enter(bytea, boolean);
create function auth.enter(p_sid bytea, p_is_act boolean, p_host text, p_network_hash bytea)
returns table (session_id uuid, tenant_id uuid, user_id uuid, login text, display_name text, lookup bytea, wrap bytea,
               step_up_until timestamptz, ends_at timestamptz, active_at timestamptz,
               tenant_name text, is_sample boolean, roles text[], role_macs bytea[], has_pledged boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session;
begin
  perform set_config('yorube.sid', encode(p_sid, 'hex'), true);
  s := auth.live_session();
  if s.id is null then return; end if;
  if s.network_hash is distinct from p_network_hash
     or not exists (select from auth.tenant_for(p_host) t where t.tenant_id = s.tenant_id) then
    perform audit.record_outside(s.tenant_id, s.user_id, 'account.turned-away', 'own-account', 'refused');
    delete from auth.session x where x.tenant_id = s.tenant_id and x.id = s.id;
    perform set_config('yorube.sid', '', true);
    return;
  end if;
  if p_is_act and s.active_at < now() - interval '30 seconds' then
    update auth.session x set active_at = now() where x.tenant_id = s.tenant_id and x.id = s.id;
  end if;
  return query
    select s.id, s.tenant_id, s.user_id, u.login, u.display_name, s.lookup, s.wrap, s.step_up_until,
           s.ends_at, s.active_at, t.name, t.is_sample, (select auth.my_roles()),
           array(select r.mac from unnest((select auth.my_roles())) with ordinality as mine(role, place)
             join auth.role_assignment r on r.tenant_id = s.tenant_id and r.user_id = s.user_id and r.role = mine.role
             order by mine.place),
           exists (select from auth.pledge p where p.tenant_id = s.tenant_id and p.user_id = s.user_id
             and (p.renew_by is null or p.renew_by >= (now() at time zone 'Asia/Tokyo')::date))
    from auth.staff_user u join auth.tenant t on t.tenant_id = u.tenant_id
    where u.tenant_id = s.tenant_id and u.id = s.user_id and u.state = 'active';
end $$;
call internal.definer('auth.enter(bytea, boolean, text, bytea)', 'yorube_app');

-- Every transaction of a signed-in person begins here. Her roles are asked for once and not twice, and how long her session goes on
-- without an act comes along: the frame around every page asked for it with a statement of its own.

drop function auth.enter(bytea, boolean, text, bytea);
create function auth.enter(p_sid bytea, p_is_act boolean, p_host text, p_network_hash bytea)
returns table (session_id uuid, tenant_id uuid, user_id uuid, login text, display_name text, lookup bytea, wrap bytea,
               step_up_until timestamptz, ends_at timestamptz, active_at timestamptz, seconds_left integer,
               tenant_name text, is_sample boolean, roles text[], role_macs bytea[], has_pledged boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s auth.session;
  mine text[];
begin
  perform set_config('yorube.sid', encode(p_sid, 'hex'), true);
  s := auth.live_session();
  if s.id is null then return; end if;
  if s.machine_id is not null then
    perform set_config('yorube.sid', '', true);
    return;
  end if;
  if s.network_hash is distinct from p_network_hash
     or not exists (select from auth.tenant_for(p_host) t where t.tenant_id = s.tenant_id) then
    perform audit.record_outside(s.tenant_id, s.user_id, 'account.turned-away', 'own-account', 'refused');
    delete from auth.session x where x.tenant_id = s.tenant_id and x.id = s.id;
    perform set_config('yorube.sid', '', true);
    return;
  end if;
  if p_is_act and s.active_at < now() - interval '30 seconds' then
    -- A page is several readings that begin at the same moment: one of them writes it down, and none waits for its commit.
    s.active_at := now();
    perform from auth.session x where x.tenant_id = s.tenant_id and x.id = s.id for update skip locked;
    if found then
      update auth.session x set active_at = s.active_at where x.tenant_id = s.tenant_id and x.id = s.id;
    end if;
  end if;
  mine := auth.my_roles();
  return query
    select s.id, s.tenant_id, s.user_id, u.login, u.display_name, s.lookup, s.wrap, s.step_up_until,
           s.ends_at, s.active_at,
           greatest(0, floor(extract(epoch from least(s.active_at + interval '15 minutes', s.ends_at) - now())))::integer,
           t.name, t.is_sample, mine,
           array(select r.mac from unnest(mine) with ordinality as one(role, place)
             join auth.role_assignment r on r.tenant_id = s.tenant_id and r.user_id = s.user_id and r.role = one.role
             order by one.place),
           exists (select from auth.pledge p where p.tenant_id = s.tenant_id and p.user_id = s.user_id
             and (p.renew_by is null or p.renew_by >= (now() at time zone 'Asia/Tokyo')::date))
    from auth.staff_user u join auth.tenant t on t.tenant_id = u.tenant_id
    where u.tenant_id = s.tenant_id and u.id = s.user_id and u.state = 'active';
end $$;
call internal.definer('auth.enter(bytea, boolean, text, bytea)', 'yorube_app');

-- An administrator for whom the case does not exist hears of no desk that has nobody left for it: the last one of a desk, who administers
-- as well, would learn that way that her declaration was met. Her own block stands when the notices are written.

create or replace function auth.close_for_conflict(p_tenant uuid, p_case uuid, p_user uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  home public.case_;
  told integer;
begin
  insert into auth.case_block (tenant_id, case_id, user_id, created_by, origin)
  values (p_tenant, p_case, p_user, p_user, 'conflict') on conflict do nothing;
  if not found then return; end if;
  select * into home from public.case_ c where c.tenant_id = p_tenant and c.id = p_case;
  -- Her work on it becomes the desk's.
  update public.case_ set assignee_id = null where tenant_id = p_tenant and id = p_case and assignee_id = p_user;
  insert into audit.event (tenant_id, action, object_type, object_id, case_id, purpose, result)
  values (p_tenant, 'case.conflict-blocked', 'account', p_user, p_case, 'protection', 'ok');
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id, compartment_id)
  select p_tenant, gen_random_uuid(), l.user_id, 'case.conflict', 'case-block', p_case, home.compartment_id
  from auth.leads_without_block(p_tenant, home.desk_id, p_case, array['supervisor', 'manager']) as l (user_id);
  get diagnostics told = row_count;
  if told > 0 then return; end if;
  -- Nobody who leads is left whom it does not concern: the desk hears of it; where nobody is left at all, administrators.
  insert into public.notice (tenant_id, id, desk_id, kind, object_type, object_id, compartment_id)
  values (p_tenant, gen_random_uuid(), home.desk_id, 'case.conflict', 'case-block', p_case, home.compartment_id);
  -- Only by whoever sits there: somebody of another desk was never among them.
  if exists (select from auth.membership m where m.tenant_id = p_tenant and m.desk_id = home.desk_id and m.user_id = p_user)
    and not exists (select from auth.leads_without_block(p_tenant, home.desk_id, p_case, null)) then
    insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
    select p_tenant, gen_random_uuid(), r.user_id, 'desk.nobody-left', 'desk', home.desk_id
    from auth.role_assignment r where r.tenant_id = p_tenant and r.role = 'tenant_admin'
      and not exists (select from auth.case_block b where b.tenant_id = p_tenant and b.case_id = p_case and b.user_id = r.user_id);
  end if;
end $$;

-- A program opens more in a day than a person: its budget is its own (the defaults stand with the others, 0140).
create or replace function auth.budget_holder(p_session auth.session) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select u.kind from auth.staff_user u
    where u.tenant_id = p_session.tenant_id and u.id = p_session.user_id), 'person')
$$;

-- What was typed into an ordinary form and neither sent nor thrown away is kept for a while, not for ever.
create function auth.forget_old_forms() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from public.draft where kind = 'form' and updated_at < now() - interval '30 days'
$$;
call internal.definer('auth.forget_old_forms()', 'yorube_worker');

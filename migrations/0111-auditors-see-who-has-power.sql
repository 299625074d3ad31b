-- Who holds power in the tenant is what auditors watch; and the auditors' key is given from one of them to another.
drop policy read on auth.role_assignment;
create policy read on auth.role_assignment for select to yorube_app using (
  user_id = (select auth.my_user())
  or (select auth.my_roles())::text[] && array['tenant_admin', 'auditor']);

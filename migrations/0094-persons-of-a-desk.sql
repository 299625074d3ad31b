-- Who sits at a desk is known there, and to the administrators who keep the accounts. Everybody else sees the desk and
-- whom to ask for by role: work goes to a desk, never to a person. Names of those who wrote something stay readable to
-- whoever may read what they wrote.

drop policy read on auth.membership;
create policy read on auth.membership for select to yorube_app using (
  desk_id = any ((select auth.my_desks())::uuid[]) or user_id = (select auth.my_user())
  or 'tenant_admin' = any ((select auth.my_roles())::text[]));

drop policy read on duty;
create policy read on duty for select to yorube_app using (
  desk_id = any ((select auth.my_desks())::uuid[]) or 'tenant_admin' = any ((select auth.my_roles())::text[]));

-- Whether somebody has acknowledged her duty is followed up at her desk.
drop policy read on auth.pledge;
create policy read on auth.pledge for select to yorube_app using (
  user_id = (select auth.my_user()) or 'tenant_admin' = any ((select auth.my_roles())::text[])
  or user_id in (select m.user_id from auth.membership m where m.desk_id = any ((select auth.my_desks())::uuid[])));

drop policy read on auth.role_assignment;
create policy read on auth.role_assignment for select to yorube_app using (
  user_id = (select auth.my_user()) or 'tenant_admin' = any ((select auth.my_roles())::text[]));

-- The items of a request for records asked for the request itself (0220), and so for everything that its own policies ask: the wall
-- between tenants, the desk and the parent were each said twice, and nobody would have noticed if one had gone. Now each says its own.
alter policy not_blocked on access_item using (
  (case_id is null or case_id <> all ((select auth.my_blocked_cases())::uuid[]))
  and not auth.is_kept_access(access_id));

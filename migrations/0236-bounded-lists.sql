-- Lists and their counts read each desk in the order of one of these, and no further than they show (src/modules/cases/list-store.ts).
-- With the compartment, which the policy asks for, a count need not touch the rows themselves.
drop index case_desk_moved, case_assignee_moved;
create index case_desk_moved on case_ (tenant_id, desk_id, moved_at desc, id desc) include (compartment_id) where status <> 'closed';
create index case_closed_moved on case_ (tenant_id, desk_id, moved_at desc, id desc) include (compartment_id) where status = 'closed';
create index case_unassigned on case_ (tenant_id, desk_id, moved_at desc, id desc) include (compartment_id)
  where status <> 'closed' and assignee_id is null;
create index case_assignee_moved on case_ (tenant_id, assignee_id, moved_at desc, id desc) include (desk_id, compartment_id)
  where status <> 'closed';

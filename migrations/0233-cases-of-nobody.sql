-- How many cases nobody has is said on every page of the list (src/modules/cases/list-cases.ts).
create index case_unassigned on case_ (tenant_id, desk_id) where status <> 'closed' and assignee_id is null;

-- A form may have several buttons under one id: what is taken once is each act.
alter table auth.submission drop constraint submission_pkey;
alter table auth.submission add primary key (tenant_id, user_id, id, action);

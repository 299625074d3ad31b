-- A submission that arrives twice takes effect once; one that arrives with something else in it is no repetition.
-- Keyed, because what somebody typed could be guessed from a plain hash.
alter table auth.submission add column input_mac bytea not null default '';
alter table auth.submission alter column input_mac drop default;
call internal.classify('auth.submission', 'input_mac K');
revoke select on auth.submission from yorube_app;
grant select (tenant_id, user_id, id, action, input_mac, outcome_id) on auth.submission to yorube_app;

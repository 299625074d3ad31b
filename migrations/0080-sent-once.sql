-- What was sent under a submission's id, as a keyed fingerprint: a repeat with other words is told apart from a true
-- repeat, so that what was written after the first try is not taken for kept. Old rows have none and count as true.
alter table auth.submission add column fingerprint bytea;
call internal.classify('auth.submission', 'tenant_id P, user_id P, id P, action P, outcome_id P, at P, fingerprint K');

-- The ledger of what was destroyed, when another root secret takes the place of the present one (docs/adr/0023, 0024). Nobody who
-- serves changes a line, and the owner of all functions does not either (0151): only the rotation becomes this role, which may
-- make a line's MACs anew and nothing else. It signs in nowhere, owns nothing, and only the migrator can become it.
grant usage on schema auth to yorube_ledger;
grant select, update (mac) on auth.shred_ledger to yorube_ledger;
alter policy definer on auth.shred_ledger to yorube_definer, yorube_ledger;

-- A line carries a MAC under the root secret of its time and one under each before it, so that a backup of any of those times
-- knows it. The database cannot check one, but what cannot be one at all it takes from nobody. Lines of before are left to `verify`.
alter table auth.shred_ledger add constraint shred_ledger_mac_is_whole
  check (octet_length(mac) between 32 and 2048 and octet_length(mac) % 32 = 0) not valid;

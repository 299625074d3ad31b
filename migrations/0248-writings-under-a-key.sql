-- What an act wrote stands in its line under the vault's key (docs/adr/0029): 2 ‖ 16 random bytes ‖ MAC. A process of an earlier release that
-- still runs would leave a plain hash, which `verify` could not tell from one by hand: it is refused, and nothing is written.
create or replace function audit.written_line_of(s auth.session, p_action text, p_object_type text, p_object uuid, p_case uuid, p_purpose text,
  p_basis text, p_result text, p_count integer, p_content_hash bytea, p_reason bytea, p_labels text[], p_rows uuid[], p_hashes bytea)
returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  written_at bigint;
begin
  if (octet_length(p_content_hash) = 49) is not true then raise exception 'what was written has no key' using errcode = '40001'; end if;
  written_at := audit.line_of(s, p_action, p_object_type, p_object, p_case, p_purpose, p_basis, p_result, p_count, p_content_hash, p_reason);
  insert into audit.written (tenant_id, seq, label, row_id, hash)
  select s.tenant_id, written_at, one.label, one.row_id, substring(p_hashes from (one.place::integer - 1) * 32 + 1 for 32)
  from unnest(p_labels, p_rows) with ordinality as one (label, row_id, place);
  return written_at;
end $$;

-- Of documents that are about to be sealed anew, those that are not what was last written there: an older version that somebody put back would
-- come out of it as the newest.
create function audit.not_as_written(p_labels text[], p_rows uuid[], p_hashes bytea) returns table (label text, row_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select one.label, one.row_id from unnest(p_labels, p_rows) with ordinality as one (label, row_id, place)
  where substring(p_hashes from (one.place::integer - 1) * 32 + 1 for 32) <> (
    select w.hash from audit.written w where w.tenant_id = (select auth.my_tenant()) and w.label = one.label and w.row_id = one.row_id
    order by w.seq desc limit 1)
$$;
call internal.definer('audit.not_as_written(text[], uuid[], bytea)', 'yorube_app');

-- Who began when: a handful of lines of the instance itself, asked for at each start.
create index event_of_instance on audit.event (action) where tenant_id is null and actor_id is null;

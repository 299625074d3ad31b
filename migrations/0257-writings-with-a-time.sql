-- The hash of what an act wrote carries when it was made (docs/adr/0029): 3 ‖ the time ‖ 10 random bytes ‖ MAC. A process of an earlier release
-- that still runs would leave one without a time, which `verify` could not tell from one that was kept back: it is refused, and nothing is written.
-- So is one whose clock is not the database's: two such processes would accuse each other in every line. Twice as much is less than the hour that
-- `verify` allows (time-watch.ts).
create or replace function audit.written_line_of(s auth.session, p_action text, p_object_type text, p_object uuid, p_case uuid, p_purpose text,
  p_basis text, p_result text, p_count integer, p_content_hash bytea, p_reason bytea, p_labels text[], p_rows uuid[], p_hashes bytea)
returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  written_at bigint;
  made_at timestamptz;
begin
  if (octet_length(p_content_hash) = 49 and get_byte(p_content_hash, 0) = 3) is not true then
    raise exception 'what was written has no key, or no time' using errcode = '40001';
  end if;
  made_at := to_timestamp(('x0000' || encode(substring(p_content_hash from 2 for 6), 'hex'))::bit(64)::bigint / 1000.0);
  if made_at not between clock_timestamp() - interval '25 minutes' and clock_timestamp() + interval '25 minutes' then
    raise exception 'this process has not the time of the database' using errcode = 'YB003';
  end if;
  written_at := audit.line_of(s, p_action, p_object_type, p_object, p_case, p_purpose, p_basis, p_result, p_count, p_content_hash, p_reason);
  insert into audit.written (tenant_id, seq, label, row_id, hash)
  select s.tenant_id, written_at, one.label, one.row_id, substring(p_hashes from (one.place::integer - 1) * 32 + 1 for 32)
  from unnest(p_labels, p_rows) with ordinality as one (label, row_id, place);
  return written_at;
end $$;

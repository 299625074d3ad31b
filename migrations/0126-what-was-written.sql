-- What an act has sealed, beside its line in the record: the SHA-256 of every document as it was written. The line's
-- content_hash is one byte (1) and the hash over all of them, so that the log covers them; `yorube verify` compares the newest
-- with the live rows. An older genuine copy of a row, which opens without complaint, is found so.
create table audit.written (
  tenant_id uuid not null,
  -- of the line in audit.event
  seq bigint not null,
  -- `table.column`
  label text not null check (label ~ '^[a-z_]{1,40}\.[a-z_]{1,40}$'),
  row_id uuid not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (seq, label, row_id)
);
create index written_row on audit.written (label, row_id, seq);
call internal.classify('audit.written', 'tenant_id P, seq P, label P, row_id P, hash K');
call internal.protect('audit.written');
revoke update, delete on audit.written from yorube_definer;

-- As audit.record, with what was sealed: labels, rows and their hashes strung together, in one order.
create function audit.record_written(p_action text, p_object_type text, p_object uuid, p_case uuid, p_purpose text, p_basis text,
                             p_result text, p_count integer, p_content_hash bytea, p_reason bytea,
                             p_labels text[], p_rows uuid[], p_hashes bytea) returns bigint
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with line as (
    select audit.record(p_action, p_object_type, p_object, p_case, p_purpose, p_basis, p_result, p_count, p_content_hash, p_reason) as seq),
  kept as (
    insert into audit.written (tenant_id, seq, label, row_id, hash)
    select (select auth.my_tenant()), line.seq, one.label, one.row_id, substring(p_hashes from (one.place::integer - 1) * 32 + 1 for 32)
    from line cross join unnest(p_labels, p_rows) with ordinality as one (label, row_id, place))
  select seq from line
$$;
call internal.definer('audit.record_written(text, text, uuid, uuid, text, text, text, integer, bytea, bytea, text[], uuid[], bytea)', 'yorube_app');

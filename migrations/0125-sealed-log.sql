-- The record becomes a log that convicts (docs/adr/0020): a Merkle tree (RFC 6962) over audit.event, one for the instance,
-- extended by the worker in the order of transactions, with signed checkpoints. No runtime role reaches these tables; the
-- worker goes through two functions, `yorube verify` reads them as yorube_definer.

create index event_order on audit.event (xid8, seq);

-- One row. What stands up to (after_xid, after_seq) is in the tree; a transaction that is still running is younger.
create table internal.log (
  is_only boolean primary key default true check (is_only),
  origin text not null check (origin ~ '^yorube/[0-9a-f]{16}$'),
  size bigint not null default 0,
  after_xid xid8 not null default '0',
  after_seq bigint not null default 0,
  -- hashes of the complete subtrees that the tree of this size consists of, largest first
  frontier bytea not null default ''
);
call internal.classify('internal.log', 'is_only P, origin P, size P, after_xid P, after_seq P, frontier K');
insert into internal.log (origin) values ('yorube/' || right(replace(gen_random_uuid()::text, '-', ''), 16));

create table internal.log_leaf (
  position bigint primary key,
  seq bigint not null unique,
  hash bytea not null check (octet_length(hash) = 32)
);
call internal.classify('internal.log_leaf', 'position P, seq P, hash K');

-- Every 256th, 65536th … complete subtree, so that a proof reads few leaves.
create table internal.log_subtree (
  level smallint not null check (level in (8, 16, 24, 32)),
  place bigint not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (level, place)
);
call internal.classify('internal.log_subtree', 'level P, place P, hash K');

-- The newest of each hour is kept: it covers all before it.
create table internal.log_checkpoint (
  hour timestamptz primary key,
  size bigint not null,
  root bytea not null check (octet_length(root) = 32),
  note text not null,
  signed_at timestamptz not null
);
call internal.classify('internal.log_checkpoint', 'hour P, size P, root K, note P, signed_at P');

do $$
declare t text;
begin
  foreach t in array array['internal.log', 'internal.log_leaf', 'internal.log_subtree', 'internal.log_checkpoint'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('revoke all on %s from public', t);
    execute format('grant select, insert, update on %s to yorube_definer', t);
    execute format('create policy definer on %s to yorube_definer using (true) with check (true)', t);
    -- They belong to no tenant: a wall without a door.
    execute format('create policy tenant on %s as restrictive to yorube_app, yorube_worker, yorube_auditor, yorube_intake using (false) with check (false)', t);
  end loop;
end $$;

-- The next rows, oldest transaction first, as record_send() writes them; the columns are those of leaf 1
-- (src/platform/audit/log/leaf.ts). No row = somebody else is sealing. A row counts as settled once no transaction that may
-- still commit is older: then nothing can come before it any more.
create function audit.begin_sealing(p_most integer)
returns table (origin text, size bigint, frontier bytea, newest_at timestamptz, count integer, rows bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not pg_try_advisory_xact_lock(hashtextextended('yorube sealing', 0)) then return; end if;
  return query
    with settled as (
      select e.* from audit.event e cross join internal.log l
      where (e.xid8, e.seq) > (l.after_xid, l.after_seq) and e.xid8 < pg_snapshot_xmin(pg_current_snapshot())
      order by e.xid8, e.seq limit greatest(1, least(p_most, 50000))),
    batch as (
      select max(s.at) as newest_at, count(*)::integer as count,
        string_agg(record_send(row(s.seq, s.xid8, s.tenant_id, s.at, s.actor_id, s.session_hash, s.action, s.object_type,
          s.object_id, s.case_id, s.purpose, s.basis, s.result, s.count, s.content_hash, s.reason)),
          ''::bytea order by s.xid8, s.seq) as rows
      from settled s)
    select l.origin, l.size, l.frontier, b.newest_at, b.count, b.rows from internal.log l cross join batch b;
end $$;
call internal.definer('audit.begin_sealing(integer)', 'yorube_worker');

-- Extends the tree by what begin_sealing gave, in the same transaction. False = the tree has grown meanwhile.
create function audit.append_to_log(p_size bigint, p_seqs bigint[], p_hashes bytea, p_levels smallint[], p_places bigint[],
                                    p_subtrees bytea, p_frontier bytea, p_root bytea, p_note text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  added integer := cardinality(p_seqs);
begin
  update internal.log l set size = p_size + added, frontier = p_frontier, after_xid = e.xid8, after_seq = e.seq
  from audit.event e where l.size = p_size and e.seq = p_seqs[added];
  if not found then return false; end if;
  insert into internal.log_leaf (position, seq, hash)
  select p_size + one.place - 1, one.seq, substring(p_hashes from (one.place::integer - 1) * 32 + 1 for 32)
  from unnest(p_seqs) with ordinality as one (seq, place);
  insert into internal.log_subtree (level, place, hash)
  select one.level, one.place, substring(p_subtrees from (one.at::integer - 1) * 32 + 1 for 32)
  from unnest(p_levels, p_places) with ordinality as one (level, place, at);
  insert into internal.log_checkpoint as c (hour, size, root, note, signed_at)
  values (date_trunc('hour', now(), 'UTC'), p_size + added, p_root, p_note, now())
  on conflict (hour) do update set size = excluded.size, root = excluded.root, note = excluded.note, signed_at = excluded.signed_at;
  return true;
end $$;
call internal.definer('audit.append_to_log(bigint, bigint[], bytea, smallint[], bigint[], bytea, bytea, bytea, text)', 'yorube_worker');

-- The newest checkpoint, for whoever keeps a copy outside.
create function audit.newest_checkpoint() returns table (size bigint, note text, signed_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.size, c.note, c.signed_at from internal.log_checkpoint c order by c.hour desc limit 1
$$;
call internal.definer('audit.newest_checkpoint()', 'yorube_worker');

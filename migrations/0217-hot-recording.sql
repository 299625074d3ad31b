-- A consultation that a program brings in takes two statements: who asks and the key of her desk; then, sealed meanwhile, all its rows
-- with the line in the record (docs/adr/0021). The second asks anew who it is: nothing is remembered in between.

-- The first, for any hot writing: session, seats, and what her desks' keys are sealed to.
create function auth.begin_writing(p_sid bytea, p_host text, p_network_hash bytea, p_scope text) returns setof auth.part
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s auth.session := auth.session_of_machine(p_sid, p_host, p_network_hash);
  one auth.part;
  desks uuid[] := '{}';
begin
  if s.id is null then return; end if;
  foreach one in array coalesce(auth.begin_hot(s, p_scope, true), '{}') loop
    if one.part = 'membership' then desks := desks || one.id; end if;
    return next one;
  end loop;
  return query select 'desk-key', k.desk_id, null::uuid, null::uuid, null::uuid, null::bigint, k.epoch, null::text, null::timestamptz,
    null::date, k.public_key, k.mac, jsonb_build_object('keyId', encode(k.key_id, 'hex')), null::text
  from auth.desk_key k join auth.desk d on d.tenant_id = k.tenant_id and d.id = k.desk_id and d.epoch = k.epoch
  where k.tenant_id = s.tenant_id and k.desk_id = any (desks);
end $$;
grant execute on function auth.begin_hot(auth.session, text, boolean) to yorube_definer;
call internal.definer('auth.begin_writing(bytea, text, bytea, text)', 'yorube_app');

-- As audit.record_written, for a session that was just asked for.
create function audit.written_line_of(s auth.session, p_action text, p_object_type text, p_object uuid, p_case uuid, p_purpose text,
  p_basis text, p_result text, p_count integer, p_content_hash bytea, p_reason bytea, p_labels text[], p_rows uuid[], p_hashes bytea)
returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  written_at bigint := audit.line_of(s, p_action, p_object_type, p_object, p_case, p_purpose, p_basis, p_result, p_count, p_content_hash, p_reason);
begin
  insert into audit.written (tenant_id, seq, label, row_id, hash)
  select s.tenant_id, written_at, one.label, one.row_id, substring(p_hashes from (one.place::integer - 1) * 32 + 1 for 32)
  from unnest(p_labels, p_rows) with ordinality as one (label, row_id, place);
  return written_at;
end $$;
call internal.definer('audit.written_line_of(auth.session, text, text, uuid, uuid, text, text, text, integer, bytea, bytea, text[], uuid[], bytea)',
  'yorube_definer, yorube_hot');

create or replace function audit.record_written(p_action text, p_object_type text, p_object uuid, p_case uuid, p_purpose text, p_basis text,
  p_result text, p_count integer, p_content_hash bytea, p_reason bytea, p_labels text[], p_rows uuid[], p_hashes bytea) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return audit.written_line_of(auth.live_session(), p_action, p_object_type, p_object, p_case, p_purpose, p_basis, p_result, p_count,
    p_content_hash, p_reason, p_labels, p_rows, p_hashes);
end $$;

-- What the second adds, under the policies by which yorube_app adds it.
grant insert (tenant_id, user_id, id, action, fingerprint, outcome_id), select (user_id, id, action, fingerprint, outcome_id)
  on auth.submission to yorube_hot;
grant insert (tenant_id, id, kind, owner_desk_id), select (tenant_id, id) on auth.compartment to yorube_hot;
grant insert (tenant_id, compartment_id, desk_id, epoch, key_id, not_after, wrap, mac, owner_desk_id) on auth.compartment_grant to yorube_hot;
grant insert (tenant_id, id, desk_id, compartment_id, author_id, day, channel, minutes, counted_as, urgency, risk_level, chief_complaint,
  route, relation, sex, age_band, code_version, next_contact_on, record) on public.consultation to yorube_hot;
call internal.hot_policies('auth.submission', 'ra*');
call internal.hot_policies('auth.compartment', 'ra*');
call internal.hot_policies('auth.compartment_grant', 'ra*');
call internal.hot_policies('public.consultation', 'ra*');

-- `consultation.record` without a name, a referral or a paper sheet: what its plain form writes, row for row
-- (src/guards/hot-writings.db.test.ts). Answers `recorded`, `repeat` with the outcome of the first, or `other` when what was sent under
-- the same number said something else; nothing when there is no such session, and no line of its own then.
create function auth.record_consultation(p_sid bytea, p_host text, p_network_hash bytea, p_submission uuid, p_fingerprint bytea, p_id uuid,
  p_desk uuid, p_compartment uuid, p_epoch integer, p_key_id bytea, p_wrap bytea, p_mac bytea, p_columns jsonb, p_record bytea,
  p_content_hash bytea, p_labels text[], p_rows uuid[], p_hashes bytea) returns setof auth.part
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s auth.session := auth.session_of_machine(p_sid, p_host, p_network_hash);
  parts auth.part[];
  one auth.part;
  earlier record;
begin
  if s.id is null then return; end if;
  parts := auth.begin_hot(s, 'consultations.write', false);
  if parts is null then return; end if;
  if current_setting('yorube.hot_tenant') = '' then
    one.part := 'out-of-scope';
    return next one;
    return;
  end if;
  insert into auth.submission (tenant_id, user_id, id, action, fingerprint, outcome_id)
  values (s.tenant_id, s.user_id, p_submission, 'consultation.record', p_fingerprint, p_id) on conflict do nothing;
  if not found then
    select f.outcome_id, f.fingerprint into earlier from auth.submission f
    where f.user_id = s.user_id and f.id = p_submission and f.action = 'consultation.record';
    one.part := case when earlier.fingerprint <> p_fingerprint then 'other' else 'repeat' end;
    one.id := earlier.outcome_id;
    if one.part = 'repeat' then
      perform audit.line_of(s, 'consultation.record', 'consultation', null, null, 'support', null, 'ok', null, null, null);
    end if;
    return next one;
    return;
  end if;
  insert into auth.compartment (tenant_id, id, kind, owner_desk_id) values (s.tenant_id, p_compartment, 'consultation', p_desk);
  insert into auth.compartment_grant (tenant_id, compartment_id, desk_id, epoch, key_id, not_after, wrap, mac, owner_desk_id)
  values (s.tenant_id, p_compartment, p_desk, p_epoch, p_key_id, 0, p_wrap, p_mac, p_desk);
  insert into public.consultation (tenant_id, id, desk_id, compartment_id, author_id, day, channel, minutes, counted_as, urgency,
    risk_level, chief_complaint, route, relation, sex, age_band, code_version, next_contact_on, record)
  select s.tenant_id, p_id, p_desk, p_compartment, s.user_id, c.day, c.channel, c.minutes, c.counted_as, c.urgency, c.risk_level,
    c.chief_complaint, c.route, c.relation, c.sex, c.age_band, c.code_version, c.next_contact_on, p_record
  from jsonb_to_record(p_columns) as c (day date, channel text, minutes integer, counted_as text, urgency text, risk_level text,
    chief_complaint text, route text, relation text, sex text, age_band text, code_version integer, next_contact_on date);
  perform audit.written_line_of(s, 'consultation.record', 'consultation', p_id, null, 'support', null, 'ok', null, p_content_hash, null,
    p_labels, p_rows, p_hashes);
  one.part := 'recorded';
  one.id := p_id;
  return next one;
end $$;
revoke all on function auth.record_consultation(bytea, text, bytea, uuid, bytea, uuid, uuid, uuid, integer, bytea, bytea, bytea, jsonb, bytea, bytea,
  text[], uuid[], bytea) from public;
grant execute on function auth.record_consultation(bytea, text, bytea, uuid, bytea, uuid, uuid, uuid, integer, bytea, bytea, bytea, jsonb, bytea, bytea,
  text[], uuid[], bytea) to yorube_app;
alter function auth.record_consultation(bytea, text, bytea, uuid, bytea, uuid, uuid, uuid, integer, bytea, bytea, bytea, jsonb, bytea, bytea,
  text[], uuid[], bytea) owner to yorube_hot;

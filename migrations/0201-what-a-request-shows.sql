-- How she is reached and what she asked for, and the whole timeline in print: openings of her record like any other.
create or replace function auth.counted_as(p_action text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case
    when p_action in ('access.print', 'access.show', 'case.show', 'case.frame', 'case.show-for-edit', 'case.show-note', 'case.show-person',
      'case.show-file', 'case.show-picture', 'case.prepare-reveal', 'case.reveal-whereabouts', 'case.prepare-closing',
      'case.list-blocks', 'case.read', 'consultation.open', 'disclosure.ledger', 'disclosure.readings',
      'disclosure.print-own-list', 'file.prepare-original', 'file.release-original', 'person.open-same', 'referral.open',
      'request.open', 'request.prepare', 'request.print-sheet', 'request.hand-over-sheet', 'request.standing') then 'record'
    when p_action in ('search.find', 'search.find-in-network', 'search.names', 'person.find-others',
      'consultation.recognise-caller') then 'search'
    when p_action = 'document.export-directory' then 'export'
    when p_action = 'duty.find' then 'duty-search'
  end
$$;

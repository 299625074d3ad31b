-- In danger to life an act with whereabouts goes first and is seen afterwards, or waits for a second person: the office's
-- own rule (docs/adr, "Danger to life goes first").
alter table disclosure_rule add column danger_with_whereabouts text not null default 'act_first'
  check (danger_with_whereabouts in ('act_first', 'second_person'));
call internal.classify('disclosure_rule', 'danger_with_whereabouts P');

-- The role in which it was proposed: what a manager did herself is not hers to look at afterwards.
alter table disclosure add column made_as text;
-- Why it could not wait for the manager (代決): she is away by the roster, or what the supervisor says.
alter table disclosure add column stead_ground text
  check (stead_ground in ('roster', 'absent', 'unreachable', 'urgent'));
-- Why it was ended, in words, under the case's own key; or that it ended with its case.
alter table disclosure add column ending bytea;
alter table disclosure add column ended_with_case boolean not null default false;
call internal.classify('disclosure', 'made_as P, stead_ground P, ending S, ended_with_case P');
-- second: proposed by a manager, agreed by the second person whom whereabouts need
alter table disclosure drop constraint disclosure_decision_check;
alter table disclosure add constraint disclosure_decision_check
  check (decision in ('counselor', 'manager', 'in_stead', 'afterwards', 'second'));

-- Whereabouts left before a second person had looked, because of danger to life.
alter table release add column acted_first boolean not null default false;
call internal.classify('release', 'acted_first P');

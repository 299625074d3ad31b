-- What is asked for, as a code: why support ends. And that it was asked for although something was still open, with the
-- reason among the sealed words.
alter table approval add column subject_code text;
alter table approval add column accepts_open boolean not null default false;
-- Why a supervisor did not wait for the manager (代決).
alter table approval add column stead_ground text check (stead_ground in ('roster', 'absent', 'unreachable', 'urgent'));
-- By when she looks at what was decided in her stead.
alter table approval add column see_by date;
call internal.classify('approval', 'subject_code P, accepts_open P, stead_ground P, see_by P');

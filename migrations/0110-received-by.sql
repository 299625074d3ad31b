-- A paper sheet is entered later, often by somebody else: the author is who took the contact, this is who typed it.
alter table consultation add column entered_by uuid;
call internal.classify('consultation', 'entered_by P');

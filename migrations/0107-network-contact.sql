-- Whom a guest asks: shown on the pages of events, at the end of every letter, and where an answer to a letter goes.
alter table network add column contact_name text, add column contact_email text, add column contact_phone text;
-- The most entries an event had in the calendars of guests: those its plan has no more are called off there.
alter table event add column calendar_entries int not null default 0 check (calendar_entries >= 0);

-- How often a place was given to somebody else. `version` also goes up when one and the same delegate changes her address, which says nothing about who came.
alter table registration add column delegate int not null default 0;
update sign_in_sheet_row set registration_version = null where registration_version > 0;

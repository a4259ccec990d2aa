-- Whose turn of the place it was when the sheet was printed: the place may be given to somebody else before the photograph comes back.
alter table sign_in_sheet_row add column registration_version int;
-- A place that was never given on is still whose it was when it was printed; of the others it is not known.
update sign_in_sheet_row l set registration_version = 0 from registration r where r.network_id = l.network_id and r.registration_id = l.registration_id and r.version = 0;

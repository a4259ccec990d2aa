-- A scan comes as one file of several pages: each page is a photograph of its own, with the file's fingerprint and its number in the file. 0: the file is the picture.
alter table sheet_photo add scan_page int not null default 0 check (scan_page >= 0);
drop index sheet_photo_once;
create unique index sheet_photo_once on sheet_photo (network_id, event_id, original_sha256, scan_page);

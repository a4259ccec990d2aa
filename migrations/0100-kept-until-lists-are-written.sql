-- Nothing of a form is removed before its lists are written: phones that were offline bring their check-ins, and signed sheets are photographed, in the fourteen days after an event.
update registration_form set retention_days = 14 where retention_days < 14 and purged_at is null;
alter table registration_form add constraint kept_until_lists_are_written check (retention_days >= 14 or purged_at is not null);

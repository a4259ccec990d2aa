-- Who said it at the door, where a colleague has sent it from the phone it waited on: the account that made the message, as the phone has it. `heard_from` is whoever sent it.
-- Null where both are one.
alter table check_in add made_by text check (made_by <> heard_from);

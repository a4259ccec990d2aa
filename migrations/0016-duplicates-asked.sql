-- Which pairs are to be asked about, between the entries that stand for the two today. Follows from the pairs, the decisions and the joinings, and is written with them
-- (modules/duplicates/asking): the dashboard counts tens of thousands of doubts without walking along every one.
alter table duplicate add column root_low uuid;
alter table duplicate add column root_high uuid;
alter table duplicate add column is_asked boolean not null default false;
update duplicate set root_low = one_id, root_high = other_id, is_asked = state in ('open', 'later');
alter table duplicate alter column root_low set not null;
alter table duplicate alter column root_high set not null;
create index duplicate_between on duplicate (network_id, kind, root_low, root_high);
create index duplicate_of_root on duplicate (network_id, kind, root_high);
drop index duplicate_waiting;
create index duplicate_asked on duplicate (network_id, state, kind, probability desc, duplicate_id) include (likeness) where is_asked;

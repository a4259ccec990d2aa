-- A search finds few: with the usual guess of a thousand rows the planner would rather read the whole table than look up what was found.
alter function people_found(tsquery) rows 20;
alter function organisations_found(tsquery) rows 20;
alter function services_found(tsquery) rows 20;

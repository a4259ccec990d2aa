-- A link in a letter writes until some weeks after the day the questionnaire is due, and no longer than until its answers are published. One municipality may
-- be let in again, by name, until this day.
alter table survey_asked add column reopened_until date;

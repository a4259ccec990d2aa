-- Since when people may answer: answers to "before" that was opened in time end with the first day, by themselves. What is open already was opened on a day nobody kept.
alter table questionnaire_round add column opened_on date;

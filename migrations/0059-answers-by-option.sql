-- Answers offered to a form's own question were texts in one language; they are {id, titles} now, and an answer names the option, so that answers given in several languages are counted together.
update registration r set answers = r.answers || said.answers
from (
  select r.network_id, r.registration_id, jsonb_object_agg(q ->> 'id', 'o' || o.at) as answers
  from registration r join registration_form f using (network_id, event_id), jsonb_array_elements(f.questions) q, jsonb_array_elements(q -> 'options') with ordinality o (option, at)
  where q ->> 'kind' = 'choice' and jsonb_typeof(o.option) = 'string' and r.answers ->> (q ->> 'id') = o.option #>> '{}'
  group by 1, 2
) said
where r.network_id = said.network_id and r.registration_id = said.registration_id;

-- The language of the question is taken for that of its answers.
update registration_form f set questions = (
  select jsonb_agg(q.question || jsonb_build_object('options', (
    select coalesce(jsonb_agg(case when jsonb_typeof(o.option) = 'string'
      then jsonb_build_object('id', 'o' || o.at, 'titles', jsonb_build_object((select key from unnest(array['sr-Cyrl', 'sr-Latn', 'bg', 'ro', 'en']) with ordinality k (key, n) where q.question -> 'titles' ? key order by n limit 1), o.option))
      else o.option end order by o.at), '[]')
    from jsonb_array_elements(q.question -> 'options') with ordinality o (option, at))) order by q.at)
  from jsonb_array_elements(f.questions) with ordinality q (question, at))
where jsonb_path_exists(f.questions, '$[*].options[*] ? (@.type() == "string")');

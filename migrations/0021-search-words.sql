-- Search over names with a typing error in them, in a network of a million people. Two things carry it: an index of whole words, and a list of the words
-- a network's names consist of, small beside the names themselves, in which a mistyped word is looked up by what is left of it without one letter.

-- The words of a search form (platform/matching/search-form.ts).
create function words_of(fold text) returns tsvector language sql immutable parallel safe
  as $$ select array_to_tsvector(string_to_array(ltrim(fold), ' ')) $$;

drop function organisations_found(text[]);
drop function people_found(text[]);
drop function services_found(text[]);
drop index organisation_by_fold;
drop index person_by_fold;
drop index service_by_fold;
-- Without a list of pending entries, which every search would have to read through.
create index organisation_by_word on organisation using gin (words_of(fold)) with (fastupdate = off);
create index person_by_word on person using gin (words_of(fold)) with (fastupdate = off);
create index service_by_word on service using gin (words_of(fold)) with (fastupdate = off);

-- Row-level security keeps these indexes from being used (the operator could leak), so the search runs behind the wall and checks the network itself.
create function organisations_found(wanted tsquery) returns setof uuid language sql stable security definer set search_path = public as $$
  select organisation_id from organisation where network_id = current_network() and words_of(fold) @@ wanted
$$;
create function people_found(wanted tsquery) returns setof uuid language sql stable security definer set search_path = public as $$
  select person_id from person where network_id = current_network() and words_of(fold) @@ wanted
$$;
create function services_found(wanted tsquery) returns setof uuid language sql stable security definer set search_path = public as $$
  select service_id from service where network_id = current_network() and words_of(fold) @@ wanted
$$;

-- The keys of a word: itself, its beginning of five letters, and that with each one letter left out. Two words of four letters and more that differ by one slip
-- (a letter more, less, other, or two swapped) share one of them: deletion neighbourhoods, Mor & Fraenkel (1982), Communications of the ACM 25 (12): 935–938.
create function near_keys(word text) returns setof text language sql immutable parallel safe as $$
  select word
  union select left(word, 5) where length(word) >= 4
  union select overlay(left(word, 5) placing '' from at for 1) from generate_series(1, least(length(word), 5)) as at where length(word) >= 4
$$;

-- The words of a network's names by those keys. Added by whoever writes a name; nobody waits for anybody, so a word may stand twice.
create table search_word (
  network_id uuid not null references network,
  kind text not null,
  key text collate "C" not null,
  word text collate "C" not null,
  part bigint not null generated always as identity,
  primary key (network_id, kind, key, word, part)
);
select wall('search_word');

create function keep_search_words() returns trigger language plpgsql as $$
begin
  insert into search_word (network_id, kind, key, word)
  select n.network_id, tg_table_name, k.key, n.word
  from (
    select distinct w.network_id, word from written w, string_to_table(ltrim(w.fold), ' ') as word where length(word) between 3 and 60
  ) n, near_keys(n.word) as k (key)
  where not exists (select from search_word s where s.network_id = n.network_id and s.kind = tg_table_name and s.key = n.word and s.word = n.word)
  order by n.network_id, k.key collate "C";
  return null;
end $$;

do $$
declare target text;
begin
  foreach target in array array['person', 'organisation', 'service', 'programme'] loop
    execute format('create trigger search_words_added after insert on %I referencing new table as written for each statement execute function keep_search_words()', target);
    execute format('create trigger search_words_changed after update on %I referencing new table as written for each statement execute function keep_search_words()', target);
    execute format('insert into search_word (network_id, kind, key, word)
      select n.network_id, %L, k.key, n.word from (select distinct network_id, word from %I, string_to_table(ltrim(fold), '' '') as word where length(word) between 3 and 60) n, near_keys(n.word) as k (key)', target, target);
  end loop;
end $$;

-- By which version of the rules the stored keys and search forms of a network were made: where it is not today's, a job makes them anew.
create table made_by (
  network_id uuid not null references network,
  what text not null,
  version text not null,
  -- The last entry that was made anew while a job is at it; null when all are.
  done_until uuid,
  primary key (network_id, what)
);
select wall('made_by');

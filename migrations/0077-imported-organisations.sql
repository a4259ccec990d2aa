-- What another directory said of an organisation stands where the organisation itself is kept: beside it, nobody saw it, and a correction there hid behind it.
-- What the organisation said itself stays. Words whose language nobody recorded are taken for those of the network's country, by their alphabet.
update organisation o set
  website = coalesce(o.website, case when p.website ~* '^https?://' and length(p.website) <= 500 then p.website end),
  email = coalesce(o.email, case when p.email ~ '^[^\s@]+@[^\s@]+\.[^\s@]+$' and length(p.email) <= 320 then p.email end),
  descriptions = case when o.descriptions <> '{}' or btrim(p.description) = '' then o.descriptions else jsonb_build_object(
    case when p.description ~ '[Ѐ-ӿ]' then case n.country when 'BG' then 'bg' else 'sr-Cyrl' end else case n.country when 'RS' then 'sr-Latn' when 'MD' then 'ro' else 'en' end end, p.description) end
from organisation_profile p join network n using (network_id)
where o.network_id = p.network_id and o.organisation_id = p.organisation_id and (p.website is not null or p.email is not null or btrim(p.description) <> '');

update organisation_profile p set website = null from organisation o where o.network_id = p.network_id and o.organisation_id = p.organisation_id and o.website is not null and p.website is not null;
-- An address that the organisation has replaced is told to nobody any longer.
update organisation_profile p set email = null from organisation o where o.network_id = p.network_id and o.organisation_id = p.organisation_id and o.email <> p.email;

comment on table organisation_profile is 'What HSDS says of an organisation beside its own row, and which e-mail address and words another directory had made public.';

-- A preview that did not say what would become of the organisations is none; the file is read again.
update directory_import set state = 'discarded', ended_at = now(), given = null where state = 'preview';

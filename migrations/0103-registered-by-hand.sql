-- Whom a coordinator puts on the list herself, because she telephoned or wrote, may have no address; everybody else is reached by hers.
alter table registration
  add by_hand boolean not null default false,
  alter email drop not null,
  add constraint registration_is_reached check (email is not null or by_hand),
  -- How it became known what she agrees to; null: she was not asked yet. An organisation once could tick it for its delegate, and cannot any more.
  add consent_said text check (consent_said in ('herself', 'telephone', 'writing', 'in-person', 'organisation'));
update registration set consent_said = case when invitation_id is null then 'herself' when photo_consent or list_consent then 'organisation' end;
alter table registration add constraint nobody_agrees_unasked check (consent_said is not null or not (photo_consent or list_consent));

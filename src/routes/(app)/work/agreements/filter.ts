import { agreementKinds } from '#modules/alliances/agreements/shape.ts';
import { agreementStates } from '#modules/alliances/agreements/validity.ts';

/** What a list of agreements is asked for; anything unknown counts as not asked. */
export const filterOf = ({ searchParams }: URL) => ({
  q: searchParams.get('q')?.slice(0, 200) ?? '',
  kind: agreementKinds.find((one) => one === searchParams.get('kind')) ?? null,
  state: agreementStates.find((one) => one === searchParams.get('state')) ?? null,
  page: Number(searchParams.get('page')) || 1,
});

import { publishedPictures } from '#modules/events/after/gallery/queries.ts';
import { documentsFor } from '#modules/events/documents/queries.ts';
import { publicPlan } from '#modules/events/planning/queries.ts';
import { openForm } from '#modules/events/registration/form-queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { placeName } from '#modules/places/say.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
  const { scope, plan } = await publicPlan(params.event);
  return { network: await networkOf(scope), plan, place: plan.venuePlace && placeName(plan.venuePlace, locals), form: await openForm(scope, plan.eventId), documents: await documentsFor({ eventId: plan.eventId }), pictures: await publishedPictures(scope, plan.eventId) };
};

import { derived, sourceTitle, variables } from '#modules/services/coverage/method.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ variables: variables(), derived: derived(), source: sourceTitle() });

import { lettersStay, linksFor } from '../navigation.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => ({ links: linksFor(locals.scope), lettersStay: lettersStay(locals.scope) });

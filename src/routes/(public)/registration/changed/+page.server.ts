import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ isAddress: url.searchParams.get('to') === 'address' });

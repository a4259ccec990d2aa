import { qrPath } from '#platform/documents/qr-picture.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ qr: qrPath(url.origin) });

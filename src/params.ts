import { defineParams } from '@sveltejs/kit/params';

const slug = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What may stand in an address at all: anything else is no page (404) and never reaches the database. */
export const params = defineParams({
  slug: (param) => (param.length <= 80 && slug.test(param) ? param : undefined),
  /** What opens a certificate. */
  code: (param) => (/^[a-z2-7]{24}$/.test(param) ? param : undefined),
  /** What a badge says, also typed in small letters (Crockford's base 32). */
  badge: (param) => (/^[0-9A-HJKMNP-TV-Z]{12}$/i.test(param) ? param : undefined),
  /** A unit of the gazetteer: `RS`, `RS-L-71269`, `BG-M-TGV35`. */
  place: (param) => (param.length <= 20 && /^(RS|BG|MD)(-[A-Z0-9]+)*$/.test(param) ? param : undefined),
  /** A place in a row: 0, 1, 2 … */
  ordinal: (param) => (/^(0|[1-9]\d{0,5})$/.test(param) ? param : undefined),
  /** A part of the sitemap. */
  sitemap: (param) => (/^[a-z]+-\d{1,6}$/.test(param) ? param : undefined),
  /** What a proposal is for. */
  record: (param) => (param === 'organisation' || param === 'service' ? param : undefined),
  id: (param) => (id.test(param) ? param : undefined),
});

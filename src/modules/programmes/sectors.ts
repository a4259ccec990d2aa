/** The sectors a fiche can name: DAC five-digit purpose codes (IATI sector vocabulary 1). Origin and licence: codelists/README.md. */
import type { Localised } from '#platform/words/localised.ts';
import dac from './codelists/dac-sectors.json' with { type: 'json' };

export interface Sector {
  code: string;
  names: Localised;
}

export const sectors: readonly Sector[] = dac;
const byCode = new Map(sectors.map((sector) => [sector.code, sector]));

export const sector = (code: string): Sector | undefined => byCode.get(code);

/** Those of social care and civil society come first in a form, because nearly every programme here is one of them. */
export const isUsual = ({ names }: Sector): boolean => names['sr-Cyrl'] !== undefined;

/** In groups of four, for people who type it. */
export const spelled = (code: string): string => code.replace(/.{4}(?=.)/g, '$& ');

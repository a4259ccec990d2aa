/** Texts that are one field, and those that are a list of points. The names are those of the fields and of the shape. */
export const textFields = ['titles', 'subtitles', 'shortNames', 'summary'] as const;
export const listFields = ['targetGroups', 'objectives', 'expectedResults', 'activities'] as const;
/** Empty fields after the last point of a list. */
export const spare = 2;
export const newOrganisations = 3;

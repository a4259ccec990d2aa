/** Bodies of a network, as its statutes name them. */
export const bodyKinds = ['assembly', 'board', 'secretariat', 'supervisory-board', 'working-group'] as const;
export type BodyKind = (typeof bodyKinds)[number];

export const termRoles = ['chair', 'deputy', 'member', 'secretary', 'coordinator'] as const;
export type TermRole = (typeof termRoles)[number];

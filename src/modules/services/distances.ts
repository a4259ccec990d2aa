/** Kilometres that can be chosen in the finder. */
export const distances = [10, 25, 50, 100] as const;

/** A session ends in any case after this many seconds (ASVS 5.0 7.3.2) … */
export const sessionLasts = 7 * 24 * 3600;
/** … and when nothing was asked for this many seconds (ASVS 5.0 7.3.1): a laptop left open in a meeting room. */
export const idleEnds = 2 * 3600;
/** Sensitive changes want a proof no older than this (ASVS 5.0 7.5.1). */
export const proofLasts = 15 * 60;
/** A sign-in link opens once and within this time. */
export const linkLasts = 15 * 60;
/** An invitation waits this long for its answer. */
export const invitationLasts = 7 * 24 * 3600;

import { z } from 'zod';

const id = z.uuid();
const text = (max: number) => z.string().trim().min(1).max(max);

/** How it is known that somebody was there. */
export const ways = ['door', 'roll-call', 'self', 'signed-sheet'] as const;
export type Way = (typeof ways)[number];

/** Somebody at the door who is not on the list. */
export const walkIn = z.strictObject({
  given: text(100).nullable().default(null),
  surname: text(100).nullable().default(null),
  organisationText: text(300).nullable().default(null),
  organisationId: id.nullable().default(null),
  placeText: text(200).nullable().default(null),
  placeId: z.string().max(40).nullable().default(null),
  role: text(200).nullable().default(null),
}).refine(({ given, surname }) => given || surname, { error: 'check-in.problem_name_missing', path: ['surname'] });

/** Crockford's base 32 without the letters that are misread; what a person typed is brought into it. */
export const checkInCode = z.string().max(40).transform((typed) => typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')).pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{12}$/, { error: 'check-in.problem_code' }));

/** For whom and from where somebody known came, where it is said, as text or as what it was recognised as; it counts when nothing was known of her at this event. */
const cameFor = { organisationText: text(300).nullable().default(null), organisationId: id.nullable().default(null), placeText: text(200).nullable().default(null), placeId: z.string().max(40).nullable().default(null), role: text(200).nullable().default(null) };

/** Which delegate of a registration is meant: how often its place had been given on when the list was read or printed, because a place may be given to somebody else before the message comes. Without it, whoever has the place now. */
const version = z.number().int().nonnegative().optional();

const said = {
  /** UUID made by the device or page; the same message sent again changes nothing. */
  operationId: id,
  eventId: id,
  who: z.union([z.strictObject({ registrationId: id, version }), z.strictObject({ personId: id, ...cameFor }), z.strictObject({ code: checkInCode }), z.strictObject({ walkIn })]),
  /** `YYYY-MM-DD`, a day of the event, as it stood before whoever said so; the device's clock decides nothing here. */
  day: z.iso.date({ error: 'check-in.problem_day' }),
  sessionId: id.nullable().default(null),
  /** False takes it back. */
  present: z.boolean(),
  /** With `present: false`: takes back this one message, and leaves what others said. Without it everything said of the day (or session) is taken back. */
  takesBack: id.nullable().default(null),
  via: z.enum(ways),
  /** The device's clock when it happened: kept as evidence, decides nothing. */
  at: z.iso.datetime({ offset: true }),
  /** Photograph of the signed sheet. */
  fileId: id.nullable().default(null),
  /** Where on the sheet: its code and row. */
  mark: text(100).nullable().default(null),
  /** Who said it (`signatureOf`), where a colleague sends it from the phone on which it waited: as the server knows that account, never as the phone says. */
  madeBy: z.string().max(60).nullable().default(null),
};

/** One person was there on one day, or that is taken back. */
export const saidPresence = z.strictObject(said).refine(({ present, takesBack }) => !present || takesBack === null, { error: 'check-in.problem_takes_back', path: ['takesBack'] });
/** The same as a phone says it. What proves it is not for the phone to claim: it stands at a door, whatever it says, and has no signed sheet. */
export const saidAtDoor = saidPresence.transform((one) => ({ ...one, via: 'door' as const, fileId: null, mark: null, madeBy: null }));
export type SaidPresence = z.output<typeof saidPresence>;

/** Messages of one event, in the order of the device. */
export const saidPresences = z.strictObject({ eventId: id, messages: z.array(saidPresence).min(1).max(1_000) });

/** What became of one message. */
export interface Heard {
  operationId: string;
  /** `already`: known before, or taken back before; nothing changed. */
  outcome: 'accepted' | 'already' | 'rejected';
  registrationId: string | null;
  personId: string | null;
  /** Of `already`: somebody else said it first. */
  before: { at: string; via: Way } | null;
  /** Of `rejected`: code and values of the sentence. */
  problem: { code: string; details: Record<string, string> } | null;
}

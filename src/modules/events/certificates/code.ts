import { randomBytes } from 'node:crypto';

const letters = 'abcdefghijklmnopqrstuvwxyz234567';

/** What opens a certificate's page: 120 random bits as 24 letters and digits that are not taken for one another (RFC 4648 base 32, lower case). */
export const newCode = (): string => [...randomBytes(24)].map((byte) => letters[byte & 31]).join('');

/** A number people say on the telephone: the year of the day of issue (`YYYY-MM-DD`), and how many the network had issued. */
export const numberOf = (issuedOn: string, serial: number): string => `${issuedOn.slice(0, 4)}-${String(serial).padStart(5, '0')}`;

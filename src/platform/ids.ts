import { uuidv7 } from 'uuidv7';

/** A new id, made by the application and sortable by time (UUID version 7, RFC 9562). */
export const newId = (): string => uuidv7();

export const isId = (text: unknown): text is string => typeof text === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);

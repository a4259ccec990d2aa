import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * How the letter with the link is sent while a new address is asked for. The library asks for one function for the whole process, which knows neither the
 * reader's language nor the address Kolo is reached at; whoever calls the library gives along what does.
 */
export const letterToNewEmail = new AsyncLocalStorage<(email: string, token: string) => Promise<void>>();

export { reader as handle } from './hooks.reader.ts';

/** The version of Kolo that renders this page. */
export { version } from '../../package.json';

import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { createLogger, defineConfig } from 'vite';

// Only the page of a door runs in the browser (docs/decisions/0012-offline.md), and yet all pages are compiled for it: what the others import from Node never gets there.
const logger = createLogger(process.argv.includes('--logLevel') ? 'warn' : 'info');
const { warn } = logger;
logger.warn = (message, options) => void (/externalized for browser compatibility/.test(message) || warn(message, options));

export default defineConfig({
  // A file written into the style sheet as data: would be refused by our own policy.
  // That compiling takes most of the time of building says nothing to whoever starts Kolo.
  build: { assetsInlineLimit: 0, rolldownOptions: { checks: { pluginTimings: false } } },
  customLogger: logger,
  plugins: [
    sveltekit({
      adapter: adapter({ out: 'build', precompress: true }),
      // Addresses of fonts inside a style that comes with the page must not depend on where the page is.
      paths: { relative: false },
      // The style (4 kB compressed) comes with the page: on a slow line the first request is also the one that shows it. The policy knows it by its nonce.
      inlineStyleThreshold: 24_000,
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          'img-src': ['self', 'data:', 'blob:'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
});

import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  // A file written into the style sheet as data: would be refused by our own policy.
  build: { assetsInlineLimit: 0 },
  plugins: [
    sveltekit({
      adapter: adapter({ out: 'build', precompress: true }),
      // A component's few rules come with the page: one request less on a slow line. The policy knows them by their nonce.
      inlineStyleThreshold: 4096,
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

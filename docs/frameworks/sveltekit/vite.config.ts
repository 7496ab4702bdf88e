import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter(),
      // Meta's callbacks are forms that come from no page. Those of other sites come without the session, whose cookie is SameSite.
      csrf: { trustedOrigins: ['*'] },
    }),
  ],
});

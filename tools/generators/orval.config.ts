import { env } from 'node:process';
import { defineConfig } from 'orval';

// oxlint-disable-next-line import/no-default-export -- orval reads it
export default defineConfig({
  threads: {
    input: env['DESCRIPTION'] ?? '',
    output: {
      client: 'fetch',
      target: 'clients/orval/threads.ts',
      // Where it is when the program runs. An app writes 'https://graph.threads.com/v1.0' here, a text.
      baseUrl: {
        runtime: 'baseUrl()',
        imports: [{ name: 'baseUrl', importPath: '../../programs/base-url.ts' }],
      },
    },
  },
});

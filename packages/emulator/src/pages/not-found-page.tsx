import type { Child } from 'hono/jsx';
import { Layout } from './parts/layout.tsx';

/** Says what is missing, and leads back to what is there. */
export const NotFoundPage = ({ what }: { readonly what: string }): Child => (
  <Layout title="Not found">
    <div class="card empty stack">
      <h1>Not found</h1>
      <p>{what}</p>
      <p>
        <a href="/">Back to the timeline</a>
      </p>
    </div>
  </Layout>
);

import type { Child } from 'hono/jsx';
import { InvalidInput } from '../../input/invalid-input.ts';
import { Layout } from './layout.tsx';
import { respondWithWorkbench } from './respond.ts';

/** Says why a form was not carried out; the script shows the same on the page that the form stands on. */
const RefusedPage = ({
  issues,
  back,
}: {
  readonly issues: readonly string[];
  readonly back: string;
}): Child => (
  <Layout title="Not done">
    <div class="card pad stack">
      <h1>Not done</h1>
      <ul id="issues" class="stack tight">
        {issues.map((issue) => (
          <li>{issue.charAt(0).toUpperCase() + issue.slice(1)}.</li>
        ))}
      </ul>
      <p>
        <a href={back}>Go back</a>
      </p>
    </div>
  </Layout>
);

/** Does what a form asks for, or shows a page that says why not. */
export async function orRefused(back: string, action: () => Response | Promise<Response>): Promise<Response> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof InvalidInput) return respondRefused(error.issues, back);
    throw error;
  }
}

/** Shows why something was not done. */
export function respondRefused(issues: readonly string[], back: string): Promise<Response> {
  return respondWithWorkbench(<RefusedPage issues={issues} back={back} />, 400);
}

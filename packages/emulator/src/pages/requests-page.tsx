import type { Child } from 'hono/jsx';
import type { RequestRecord } from '../log.ts';
import { Layout } from './layout.tsx';
import { Time } from './time.tsx';

/** Older ones are in `emulator.requests`. */
const limit = 100;

/** The last requests as they came in, newest first; secrets are masked where they are recorded. */
export const RequestsPage = ({ records }: { readonly records: readonly RequestRecord[] }): Child => (
  <Layout title="Requests" current="requests">
    <div class="stack">
      <h1>Requests</h1>
      {records.length === 0 ? (
        <p class="card empty">
          Nothing yet. Each request to the API appears here once the page is loaded again.
        </p>
      ) : (
        <>
          <p class="muted small">
            {records.length > limit ? `The last ${limit} of ${records.length}, newest first` : 'Newest first'}
          </p>
          <ol class="card list">
            {records
              .slice(-limit)
              .toReversed()
              .map((record) => (
                <Request record={record} />
              ))}
          </ol>
        </>
      )}
    </div>
  </Layout>
);

const Request = ({ record }: { readonly record: RequestRecord }): Child => (
  <li class="request">
    <span class={record.status < 400 ? 'status-good' : 'status-bad'}>{record.status}</span>
    <div>
      <p class="request-head">
        <strong>{record.operation ?? 'Not an operation'}</strong>
        <Time instant={record.at} seconds />
      </p>
      <code>
        {record.method} {record.path}
      </code>
      <Parameters parameters={Object.entries(record.parameters)} />
    </div>
  </li>
);

const Parameters = ({ parameters }: { readonly parameters: readonly (readonly [string, string])[] }): Child =>
  parameters.length === 0 ? null : (
    <details>
      <summary class="muted small">
        {parameters.length === 1 ? '1 parameter' : `${parameters.length} parameters`}
      </summary>
      <dl class="parameters">
        {parameters.map(([name, value]) => (
          <>
            <dt class="muted">
              <code>{name}</code>
            </dt>
            <dd>
              <code>{value}</code>
            </dd>
          </>
        ))}
      </dl>
    </details>
  );

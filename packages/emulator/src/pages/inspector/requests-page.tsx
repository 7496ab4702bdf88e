import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../../context.ts';
import { Layout } from '../parts/layout.tsx';
import { FaultPanel } from './fault-panel.tsx';
import { inspectorPaths } from './inspector-paths.ts';
import { RequestItem } from './request-item.tsx';

/** How many requests the page shows; older ones are in `emulator.requests`. */
export const maxShown = 100;

/** The last requests as they came in, newest first, and what is to go wrong next. The script adds new ones as they come. */
export const RequestsPage = ({ context }: { readonly context: EmulatorContext }): Child => {
  const { records } = context.log;
  const latest = records.at(-1)?.id ?? 0;
  return (
    <Layout title="Requests" current="requests" wide script={inspectorPaths.script}>
      <h1>Requests</h1>
      <div class="inspector">
        <section class="stack" aria-label="Requests so far">
          <div class="toolbar">
            <p id="count" class="muted small" role="status">
              {countText(records.length)}
            </p>
            <label class="toggle small">
              <input type="checkbox" id="failed-only" /> Failed only
            </label>
            <a class="to-faults small" href="#faults">
              Faults
            </a>
            {/* Of use with the script alone, which shows it. */}
            <button class="button small" type="button" id="pause" aria-pressed="false" hidden>
              Pause
            </button>
          </div>
          <ol
            class="card list"
            id="requests"
            data-events={`${inspectorPaths.events}?after=${latest}`}
            data-max={maxShown}
          >
            {records
              .slice(-maxShown)
              .toReversed()
              .map((record) => (
                <RequestItem record={record} />
              ))}
          </ol>
          <div class="card empty when-empty">
            <p>Nothing yet. Each request to the API appears here.</p>
            {/* The script takes it away. */}
            <p id="reload-hint">Load the page again to see new ones.</p>
          </div>
        </section>
        <FaultPanel context={context} />
      </div>
    </Layout>
  );
};

function countText(count: number): string {
  if (count > maxShown) return `The last ${maxShown} of ${count} requests, newest first`;
  return count === 1 ? '1 request' : `${count} requests, newest first`;
}

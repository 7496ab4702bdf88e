import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../../context.ts';
import { Layout, type Notice, pathTo } from '../parts/layout.tsx';
import { inspectorPaths } from './inspector-paths.ts';
import { filtered, filterQuery, type RequestFilter, statusChoices } from './request-filter.ts';
import { RequestItem } from './request-item.tsx';

/** How many requests a page shows; older ones are on the next. */
export const maxShown = 100;

interface RequestsPageProperties {
  readonly context: EmulatorContext;
  readonly filter: RequestFilter;
  readonly origin: string;
  /** What a request that was sent once more was answered with. */
  readonly replayed?: number | undefined;
}

/** The requests as they came in, newest first, filtered as a person wants them. The script adds new ones as they come. */
export const RequestsPage = ({ context, filter, origin, replayed }: RequestsPageProperties): Child => {
  const { records, run } = context.log;
  const { page, hasMore } = filtered(records, filter, maxShown);
  const isLatest = filter.before === undefined;
  const last = page.at(-1);
  return (
    <Layout
      title="Requests"
      current="requests"
      scripts={isLatest ? [inspectorPaths.requestScript] : []}
      notice={replayed === undefined ? undefined : replayNotice(replayed)}
    >
      <h1>Requests</h1>
      <FilterForm context={context} filter={filter} />
      <section class="stack" aria-label="Requests so far">
        <div class="toolbar">
          <p id="count" class="muted small" role="status">
            {countText(page.length, hasMore, records.length, isLatest)}
          </p>
          {/* Of use with the script alone, which shows it. */}
          <button class="button small" type="button" id="pause" hidden>
            Pause
          </button>
        </div>
        <ol
          class="card list"
          id="requests"
          data-newer={`${inspectorPaths.newerRequests}?${filterQuery(filter)}`}
          data-run={run}
          data-after={records.at(-1)?.id ?? 0}
          data-max={maxShown}
        >
          {page.map((record) => (
            <RequestItem context={context} record={record} origin={origin} />
          ))}
        </ol>
        <div class="card empty when-empty">
          <p>
            {records.length === 0
              ? 'Nothing yet. Each request to the API appears here.'
              : 'None of the requests is like that.'}
          </p>
          {/* The script takes it away. */}
          <p id="reload-hint">Load the page again to see new ones.</p>
        </div>
        <nav class="pager" aria-label="More requests">
          {isLatest ? null : <a href={newestPath(filter)}>Newest requests</a>}
          {hasMore && last !== undefined ? (
            <a href={`${pathTo('requests')}?${filterQuery(filter, last.id)}`}>Older requests</a>
          ) : null}
        </nav>
      </section>
    </Layout>
  );
};

function replayNotice(status: number): Notice {
  const answer = status === 0 ? 'there was no answer' : `the answer was ${status}`;
  return { text: `The request was sent again, and ${answer}.`, bad: status === 0 || status >= 400 };
}

function countText(shown: number, hasMore: boolean, total: number, isLatest: boolean): string {
  if (!hasMore && shown === total) return total === 1 ? '1 request' : `${total} requests, newest first`;
  const which = isLatest ? 'The last ' : '';
  return `${which}${shown} of ${total} requests, newest first`;
}

const FilterForm = ({ context, filter }: Pick<RequestsPageProperties, 'context' | 'filter'>): Child => {
  const operations = context.operations.map(({ id }) => id).toSorted();
  const users = [...context.store.users.values()].map(({ username }) => username);
  return (
    <form method="get" action={pathTo('requests')} class="filter card" role="search" aria-label="Requests">
      <label class="field wide-field">
        Search
        <input
          type="search"
          name="search"
          value={filter.search ?? ''}
          placeholder="A path, a parameter, words of an answer"
        />
      </label>
      <Choice
        name="operation"
        any="Any"
        label="Operation"
        chosen={filter.operation}
        choices={operations.map(asChoice)}
      />
      <Choice name="status" any="Any" label="Status" chosen={filter.status} choices={statusChoices} />
      <Choice
        name="user"
        any="Any"
        label="User"
        chosen={filter.user}
        choices={users.slice(0, 200).map(asChoice)}
      />
      <div class="filter-buttons">
        <button class="button small primary">Filter</button>
        <a href={pathTo('requests')}>Show all</a>
      </div>
    </form>
  );
};

interface ChoiceProperties {
  readonly name: string;
  readonly label: string;
  /** The first choice, which stands for nothing; absent: there is none. */
  readonly any?: string;
  readonly chosen?: string | undefined;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/** A field in which one of several is chosen, or any. */
export const Choice = ({ name, label, any, chosen, choices }: ChoiceProperties): Child => (
  <div class="field">
    {/* Not around the field: its label would have the words of all choices. */}
    <label for={`field-${name}`}>{label}</label>
    <select id={`field-${name}`} name={name}>
      {any === undefined ? null : <option value="">{any}</option>}
      {choices.map((choice) => (
        <option value={choice.value} selected={choice.value === chosen}>
          {choice.label}
        </option>
      ))}
    </select>
  </div>
);

/** A choice whose label says what it is. */
export function asChoice(value: string): { readonly value: string; readonly label: string } {
  return { value, label: value };
}

function newestPath({ before: _, ...filter }: RequestFilter): string {
  return `${pathTo('requests')}?${filterQuery(filter)}`;
}

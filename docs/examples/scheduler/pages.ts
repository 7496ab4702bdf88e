import type { PostEvent, ScheduledPost } from '@threads-sdk/scheduler';
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** What the calendar shows. */
export interface Calendar {
  /** Its first time, in epoch milliseconds. */
  readonly from: number;
  /** Milliseconds of a row. */
  readonly step: number;
  readonly rows: number;
}

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What is scheduled: as a calendar, and as a list in which each post can be changed. */
export function overviewPage(posts: readonly ScheduledPost[], calendar: Calendar, now: number): Html {
  const accounts = [...new Set(posts.map(({ account }) => account))].toSorted();
  return page(
    'Scheduled posts',
    html`<section id="calendar-part" aria-labelledby="calendar">
        <h2 id="calendar">Calendar</h2>
        <p class="hint" id="how-to-move">
          Drag a post that is scheduled to another row, or press the arrow up or down on it. The list has a
          form for it too.
        </p>
        ${calendarTable(posts, accounts, calendar, now)}
      </section>
      <section aria-labelledby="accounts">
        <h2 id="accounts">Accounts</h2>
        <ul class="accounts">
          ${accounts.map((account) =>
            accountItem(
              account,
              posts.filter((post) => post.account === account),
            ),
          )}
        </ul>
      </section>
      <section aria-labelledby="list">
        <h2 id="list">List</h2>
        <ol class="posts">
          ${posts.map((post) => postItem(post, calendar, now))}
        </ol>
      </section>`,
  );
}

function calendarTable(
  posts: readonly ScheduledPost[],
  accounts: readonly string[],
  { from, rows, step }: Calendar,
  now: number,
): Html {
  const starts = Array.from({ length: rows }, (_, row) => from + row * step);
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Time</th>
        ${accounts.map((account) => html`<th scope="col">${account}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${starts.map((start) => {
        const isPast = start + step <= now;
        const name = isPast ? 'past' : start <= now ? 'now' : 'future';
        return html`<tr id="row-${start}" class="${name}" data-live>
          <th scope="row">
            ${timeOf(start)}${name === 'now' ? html` <span class="unseen">(now)</span>` : ''}
          </th>
          ${accounts.map(
            (account) =>
              html`<td
                data-account="${account}"
                ${start > now ? html`data-at="${new Date(start).toISOString()}"` : ''}
              >
                ${posts
                  .filter((post) => post.account === account && +post.at >= start && +post.at < start + step)
                  .map((post) => chip(post, step))}
              </td>`,
          )}
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function chip(post: ScheduledPost, step: number): Html {
  const { account, at, key, state } = post;
  const later = (by: number): string => new Date(+at + by).toISOString();
  return html`<a
    id="chip-${idOf(post)}"
    class="chip ${state}"
    href="#post-${idOf(post)}"
    ${
      state === 'scheduled'
        ? html`draggable="true" data-account="${account}" data-key="${key}" data-earlier="${later(-step)}"
          data-later="${later(step)}" aria-describedby="how-to-move"`
        : html`draggable="false"`
    }
    >${textOf(post)}
    ${state === 'scheduled' ? '' : html`<span class="muted">${states[state].toLowerCase()}</span>`}</a
  >`;
}

function accountItem(account: string, posts: readonly ScheduledPost[]): Html {
  const waiting = posts.find(({ waitsFor }) => waitsFor !== undefined)?.waitsFor;
  const isOver = posts.every(({ state }) => ['published', 'parked', 'cancelled', 'ended'].includes(state));
  const says = isOver ? 'nothing waits' : waiting ? pauses[waiting] : 'goes on';
  return html`<li id="account-${idOf({ account, key: '' })}" data-live>
    <strong>${account}</strong> <span class="muted">${says}</span>
    ${
      isOver
        ? ''
        : button(`turn-${idOf({ account, key: '' })}`, waiting ? 'Resume' : 'Pause', { account }, account)
    }
  </li>`;
}

const pauses = {
  quota: 'waits for its quota',
  'rate-limit': 'waits, because Threads was asked too often',
  login: 'waits until somebody logs in',
  request: 'is paused',
} as const;

function postItem(post: ScheduledPost, { from, rows, step }: Calendar, now: number): Html {
  const { account, at, error, ids, key, state, waitsFor } = post;
  const text = textOf(post);
  const name = { account, key };
  const id = idOf(post);
  const times = Array.from({ length: rows }, (_, row) => from + row * step).filter((time) => time > now);
  return html`<li id="post-${id}" class="post" data-live tabindex="-1">
    <h3>${text}</h3>
    <p>
      <span class="state ${state}">${states[state]}</span> ${account},
      ${timeOf(at)}${
        'chain' in post ? `, a chain of ${post.chain.length}` : ''
      }${ids ? `, live: ${ids.length === 1 ? 'one post' : `${ids.length} posts`}` : ''}${
        waitsFor ? `, ${pauses[waitsFor]}` : ''
      }
    </p>
    ${error && state !== 'published' ? html`<p class="fault"><strong>${error.code}</strong> ${error.message} ${error.remedy ?? ''}</p>` : ''}
    <div class="acts">
      ${
        state === 'scheduled' && times.length > 0
          ? html`<form method="post" action="/move" data-stay>
              ${hidden(name)}
              <label for="at-${id}">Move<span class="unseen"> “${text}”</span> to</label>
              <select id="at-${id}" name="at">
                ${times.map((time) => html`<option value="${new Date(time).toISOString()}">${clock.format(time)}</option>`)}
              </select>
              <button id="move-${id}">Move <span class="unseen">“${text}”</span></button>
            </form>`
          : ''
      }
      ${state === 'parked' ? button(`retry-${id}`, 'Retry', name, text) : ''}
      ${state === 'scheduled' || state === 'repeating' || state === 'parked' ? button(`cancel-${id}`, 'Cancel', name, text) : ''}
      <a id="history-${id}" href="/history?${new URLSearchParams(name).toString()}"
        >History <span class="unseen">of “${text}”</span></a
      >
    </div>
  </li>`;
}

const states = {
  scheduled: 'Scheduled',
  repeating: 'Repeats',
  publishing: 'Being published',
  published: 'Published',
  parked: 'Parked',
  cancelled: 'Cancelled',
  ended: 'Ended',
} as const;

/** A form with nothing but a button; whom it is for is said to who cannot see where it stands. */
function button(
  id: string,
  label: 'Cancel' | 'Pause' | 'Resume' | 'Retry',
  fields: Readonly<Record<string, string>>,
  whom: string,
): Html {
  return html`<form method="post" action="/${label.toLowerCase()}" data-stay>
    ${hidden(fields)}<button id="${id}">${label} <span class="unseen">“${whom}”</span></button>
  </form>`;
}

function hidden(fields: Readonly<Record<string, string>>): readonly Html[] {
  return Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
}

/** All that happened to a post. */
export function historyPage(post: ScheduledPost & { readonly history: readonly PostEvent[] }): Html {
  const { account, history, state } = post;
  return page(
    'History',
    html`<section id="history" class="post" data-live>
      <h2>${textOf(post)}</h2>
      <p><span class="state ${state}">${states[state]}</span> ${account}, ${timeOf(post.at)}</p>
      <ol class="history">
        ${history.map(({ at, detail, event }) => html`<li>${timeOf(at)} <strong>${event}</strong> ${detailOf(detail)}</li>`)}
      </ol>
      <p><a id="back" href="/#post-${idOf(post)}">Back to all posts</a></p>
    </section>`,
  );
}

function detailOf(detail: PostEvent['detail']): string {
  const { error, from, ids, reason, to, until } = Object(detail);
  const said = [
    from && to && `from ${clock.format(new Date(from))} to ${clock.format(new Date(to))}`,
    reason,
    until && `until ${clock.format(new Date(until))}`,
    ids && `live: ${ids.join(', ')}`,
    error && `${error.code}: ${error.message} ${error.remedy ?? ''}`,
  ];
  return said.filter((part) => part !== undefined).join('; ');
}

export function problemPage(message: string, remedy: string): Html {
  return page(
    'Not done',
    html`<div class="post">
      <h2>Not done</h2>
      <p id="issues">${message} ${remedy}</p>
      <p><a href="/">Back to all posts</a></p>
    </div>`,
  );
}

function page(title: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · a scheduler</title>
        <link rel="stylesheet" href="/style.css" />
        <script type="module" src="/script.js"></script>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p id="notice" role="status"></p>
          ${body}
        </main>
        <footer>
          <p id="served" data-live>
            Served by the worker with the process number ${process.pid}. Nothing is posted to Threads.
          </p>
        </footer>
      </body>
    </html>`;
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** By the clock of this machine, which is also that of whoever looks: nobody else reaches the page. */
function timeOf(time: Date | number): Html {
  return html`<time datetime="${new Date(time).toISOString()}">${clock.format(time)}</time>`;
}

function textOf(post: ScheduledPost): string {
  const [first] = 'chain' in post ? post.chain : [post.post];
  return first?.text ?? post.key;
}

/** What elements of a post are called, whatever its name is made of. */
function idOf({ account, key }: Pick<ScheduledPost, 'account' | 'key'>): string {
  return Buffer.from(JSON.stringify([account, key])).toString('base64url');
}

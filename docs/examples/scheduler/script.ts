/**
 * What makes the page live: once in a second it is asked for as it is now, and what changed takes the place of what is
 * shown. Forms are sent without leaving the page, since the process that serves it may be gone for a moment. Without the script
 * all forms and links work as well.
 */
export const script = `
const notice = document.getElementById('notice');
const silence = 'The worker that serves this page does not answer: it was killed, or the demo has ended. If it starts again, the page goes on.';
let dragged;

function tell(text, isBad) {
  if (notice.textContent === text) return;
  notice.textContent = text;
  notice.className = isBad ? 'bad' : '';
}

const live = (root) => [...root.querySelectorAll('[data-live]')];
const namesOf = (root) => live(root).map(({ id }) => id).join();
// As the server gave them: what a person chose is no change.
const served = new Map(live(document).map((part) => [part.id, part.outerHTML]));

function isBusy(part) {
  if (dragged !== undefined) return true;
  if (document.activeElement.matches('select') && part.contains(document.activeElement)) return true;
  return [...part.querySelectorAll('select')].some(({ selectedIndex }) => selectedIndex > 0);
}

function show(text) {
  const fresh = new DOMParser().parseFromString(text, 'text/html');
  const focused = document.activeElement.id;
  if (namesOf(fresh) !== namesOf(document)) {
    // Other posts, or another page: all of it.
    for (const section of document.querySelectorAll('main > section, main > div')) section.remove();
    document.querySelector('main').append(...fresh.querySelectorAll('main > section, main > div'));
    for (const part of live(document)) served.set(part.id, part.outerHTML);
  }
  for (const part of live(fresh)) {
    const present = document.getElementById(part.id);
    if (served.get(part.id) === part.outerHTML || isBusy(present)) continue;
    served.set(part.id, part.outerHTML);
    present.replaceWith(part);
  }
  // Where the button is gone with which it was done, a keyboard goes on from its post.
  if (focused === '' || document.activeElement.id === focused) return;
  const post = document.getElementById(focused.replace(/^[a-z]+-/, 'post-'));
  (document.getElementById(focused) ?? post)?.focus({ preventScroll: true });
}

let asked = 0;
async function refresh() {
  const mine = (asked += 1);
  try {
    const answer = await fetch(location.href);
    const text = await answer.text();
    // What was asked for before something was done knows nothing of it.
    if (mine !== asked || !answer.ok) return;
    show(text);
    if (notice.textContent.startsWith(silence)) tell('The page goes on.');
  } catch {
    if (!notice.textContent.startsWith(silence)) tell(silence, true);
  }
}
setInterval(() => document.visibilityState === 'visible' && refresh(), 1000);

async function send(action, fields, done) {
  asked += 1;
  try {
    const answer = await fetch(action, { method: 'POST', body: new URLSearchParams(fields) });
    const text = await answer.text();
    if (!answer.ok) {
      const issues = new DOMParser().parseFromString(text, 'text/html').getElementById('issues');
      return tell(issues?.textContent ?? 'It was not done: ' + answer.status, true);
    }
    tell(done);
  } catch {
    return tell(silence + ' It may not have been done.', true);
  }
  await refresh();
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.stay === undefined) return;
  event.preventDefault();
  const fields = new FormData(form);
  // It was chosen and is sent: the form may be shown as new.
  form.reset();
  void send(form.action, fields, 'Done.');
});

function move({ account, key }, at) {
  void send('/move', { account, key, at }, 'Moved.');
}

document.addEventListener('keydown', (event) => {
  const { earlier, later, ...post } = event.target.dataset ?? {};
  if (later === undefined || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
  event.preventDefault();
  move(post, event.key === 'ArrowUp' ? earlier : later);
});

document.addEventListener('dragstart', (event) => {
  dragged = event.target.dataset?.later === undefined ? undefined : event.target;
});
document.addEventListener('dragend', () => (dragged = undefined));

function placeOf(event) {
  const cell = event.target.closest?.('td[data-at]');
  return cell?.dataset.account === dragged?.dataset.account ? cell : undefined;
}
document.addEventListener('dragover', (event) => placeOf(event) && event.preventDefault());
document.addEventListener('drop', (event) => {
  const cell = placeOf(event);
  if (dragged === undefined || !cell) return;
  event.preventDefault();
  const post = dragged.dataset;
  dragged = undefined;
  move(post, cell.dataset.at);
});

document.documentElement.classList.add('scripted');
`;

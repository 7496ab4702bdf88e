/**
 * What makes pages live. Forms that say so are sent without leaving the page, and once in a second the page is asked for
 * as it is now: parts of it that changed take the place of those that are shown. Asking again needs no connection that
 * stays open, of which a browser has six for all tabs together, and shows what time alone changes too. Without the script
 * all forms lead back to the page that they stand on.
 */
export const workbenchScript = `
const notice = document.getElementById('notice');
const served = new Map();

// Forms have numbers for those who have no script. They are new with each page, which is no change.
function unnumbered(html) {
  return html.replaceAll(/ name="form" value="\\d+"/g, '');
}

// Parts, and the items of lists, as the server gave them: what a person opened or typed is no change.
function parts(root) {
  const found = [...root.querySelectorAll('[data-live="part"]')];
  for (const list of root.querySelectorAll('[data-live="list"]')) found.push(...list.children);
  return found;
}
for (const part of parts(document)) served.set(part.id, unnumbered(part.outerHTML));

function isTyped(field) {
  if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked;
  if (field.localName === 'select') return [...field.options].some((option) => option.selected !== option.defaultSelected && option.defaultSelected);
  return field.type !== 'hidden' && field.value !== field.defaultValue;
}

function isBusy(part) {
  const active = document.activeElement;
  if (part.contains(active) && active.matches('input, textarea, select')) return true;
  if (part.querySelector(':popover-open') !== null) return true;
  return [...part.querySelectorAll('input, textarea, select')].some(isTyped);
}

function put(present, fresh) {
  const html = unnumbered(fresh.outerHTML);
  if (served.get(fresh.id) === html || isBusy(present)) return;
  const folds = [...present.querySelectorAll('details')];
  for (const [index, fold] of [...fresh.querySelectorAll('details')].entries())
    if (folds[index] !== undefined) fold.open = folds[index].open;
  const focused = present.contains(document.activeElement) ? document.activeElement : undefined;
  served.set(fresh.id, html);
  present.replaceWith(fresh);
  if (focused === undefined) return;
  // A button may be gone once it was pressed: then its post, so that a keyboard goes on from there.
  const next = document.getElementById(focused.id) ?? fresh.querySelector('button, a, summary');
  next?.focus({ preventScroll: true });
}

function putList(present, fresh) {
  const wanted = [...fresh.children];
  const ids = new Set(wanted.map(({ id }) => id));
  for (const item of [...present.children]) if (!ids.has(item.id) && !isBusy(item)) item.remove();
  let place = present.firstElementChild;
  for (const item of wanted) {
    const known = document.getElementById(item.id);
    if (known === null || known.parentElement !== present) {
      served.set(item.id, unnumbered(item.outerHTML));
      present.insertBefore(item, place);
      continue;
    }
    if (known === place) place = place.nextElementSibling;
    else present.insertBefore(known, place);
    put(known, item);
  }
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, 'text/html');
  for (const region of [...fresh.querySelectorAll('[data-live]')]) {
    const present = document.getElementById(region.id);
    if (present === null) continue;
    if (region.dataset.live === 'list') putList(present, region);
    else put(present, region);
  }
  return fresh;
}

const silence = 'The emulator does not answer.';
let shown;
let sending = 0;
async function refresh() {
  if (document.visibilityState !== 'visible' || sending > 0) return;
  const started = sends;
  const answer = await fetch(location.href).catch(() => undefined);
  if (answer === undefined && notice.textContent !== silence) tell(silence, 'bad');
  if (answer !== undefined && notice.textContent === silence) tell('');
  const gone = 'This page is not there any more: what it shows was deleted, or the emulator was started over.';
  if (answer?.status === 404 && notice.textContent !== gone) tell(gone, 'bad');
  if (answer === undefined || !answer.ok) return;
  const text = await answer.text();
  const html = unnumbered(text);
  // What was asked for before a form was sent knows nothing of it.
  if (html === shown || started !== sends) return;
  shown = html;
  show(text);
}

function textOf(form) {
  return String(new URLSearchParams(new FormData(form)));
}

let sends = 0;
const inFlight = new Set();
async function send(form, submitter) {
  inFlight.add(form);
  sends += 1;
  sending += 1;
  try {
    const body = new URLSearchParams(new FormData(form, submitter));
    body.delete('form');
    const typed = textOf(form);
    const answer = await fetch(form.action, { method: 'POST', body });
    const html = await answer.text();
    if (!answer.ok) {
      const issues = new DOMParser().parseFromString(html, 'text/html').getElementById('issues');
      tell(issues === null ? 'It was not done: ' + answer.status : issues.innerText || issues.textContent, 'bad');
      return;
    }
    // What was typed meanwhile was not sent.
    if (textOf(form) === typed) {
      form.closest(':popover-open')?.hidePopover();
      form.reset();
      for (const fold of form.querySelectorAll('details')) fold.open = false;
    }
    const here = new URL(answer.url).pathname === location.pathname;
    if (!here) {
      location.href = answer.url;
      return;
    }
    shown = undefined;
    const said = show(html).getElementById('notice');
    if (said.textContent === '') tell(form.dataset.done ?? 'Done', 'unseen');
    else tell(said.textContent, said.classList.contains('bad') ? 'bad' : undefined);
  } catch {
    tell(silence, 'bad');
  } finally {
    sending -= 1;
    inFlight.delete(form);
  }
}

// Where the page itself shows what was done, a screen reader alone is told.
function tell(text, tone) {
  notice.textContent = text;
  notice.className = tone === undefined ? 'notice' : 'notice ' + tone;
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.stay === undefined || event.defaultPrevented) return;
  event.preventDefault();
  if (form.dataset.once === undefined || !inFlight.has(form)) void send(form, event.submitter);
});

// The second click of a double click posts nothing: by then the form may have been sent and be empty.
document.addEventListener('click', (event) => {
  if (event.detail > 1 && event.target.closest('[data-once] button') !== null) event.preventDefault();
});

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copies]');
  if (button === null) return;
  const text = document.getElementById(button.dataset.copies).textContent;
  try {
    await navigator.clipboard.writeText(text);
    tell('Copied', 'unseen');
    button.textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren(document.getElementById(button.dataset.copies));
    tell('Select and copy it by hand: this browser does not let the page.', 'bad');
  }
});

if (document.querySelector('[data-live]') !== null) setInterval(refresh, 1000);
document.documentElement.classList.add('scripted');
`;

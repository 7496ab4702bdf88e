/**
 * Adds requests to the list as they come: once in a second it asks for what is newer than the newest that it knows, as long
 * as somebody sees the page. No connection stays open, of which a browser has six for all tabs together. What it inserts
 * was escaped by the server, with the components that the page itself is made of.
 */
export const requestsScript = `
const list = document.getElementById('requests');
const count = document.getElementById('count');
const pause = document.getElementById('pause');
const max = Number(list.dataset.max);

let { run, after } = list.dataset;
let arrived = 0;
let paused = false;
let waiting = [];
let announcing;
let asking = false;

function insert(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  template.content.firstElementChild.classList.add('new');
  list.prepend(template.content);
  // What a person is reading stays.
  while (list.children.length > max && !list.lastElementChild.contains(document.activeElement)) {
    list.lastElementChild.remove();
  }
}

// At most once in a second, so that a screen reader is not talked over.
function announce() {
  announcing ??= setTimeout(() => {
    announcing = undefined;
    if (count.dataset.lost !== undefined) return;
    const shown = list.children.length + (list.children.length === 1 ? ' request' : ' requests');
    count.textContent = shown + ', ' + (paused ? waiting.length + ' waiting' : arrived + ' new');
  }, 1000);
}

function isReached(answers) {
  const lost = count.dataset.lost !== undefined;
  if (answers && lost) {
    delete count.dataset.lost;
    count.textContent = 'Connected again';
  } else if (!answers && !lost) {
    count.dataset.lost = '';
    count.textContent = 'The connection is lost, trying again';
  }
}

async function ask() {
  if (asking || document.visibilityState !== 'visible') return;
  asking = true;
  try {
    const query = new URLSearchParams({ run, after });
    const answer = await fetch(list.dataset.newer + '&' + query, { signal: AbortSignal.timeout(10000) });
    const newer = await answer.json();
    isReached(true);
    take(newer);
  } catch {
    isReached(false);
  } finally {
    asking = false;
  }
}

function take(newer) {
  // The emulator was started over: what is shown is of before.
  if (newer.run !== run) {
    list.replaceChildren();
    waiting = [];
    arrived = 0;
    announce();
  }
  ({ run, after } = newer);
  if (newer.items.length === 0) return;
  if (paused) {
    waiting = [...waiting, ...newer.items].slice(-max);
  } else {
    newer.items.forEach(insert);
    arrived += newer.items.length;
  }
  announce();
}

pause.addEventListener('click', () => {
  paused = !paused;
  pause.textContent = paused ? 'Go on' : 'Pause';
  if (!paused) {
    arrived += waiting.length;
    waiting.forEach(insert);
    waiting = [];
  }
  announce();
});
setInterval(ask, 1000);
document.addEventListener('visibilitychange', ask);
pause.hidden = false;
document.getElementById('reload-hint').remove();
`;

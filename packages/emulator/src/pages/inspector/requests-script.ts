/**
 * Adds requests to the list as they come. What it inserts was escaped by the server, with the components that the page
 * itself is made of.
 */
export const requestsScript = `
const list = document.getElementById('requests');
const count = document.getElementById('count');
const pause = document.getElementById('pause');
const max = Number(list.dataset.max);

let arrived = 0;
let paused = false;
let waiting = [];
let announcing;

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
    const shown = list.children.length + (list.children.length === 1 ? ' request' : ' requests');
    count.textContent = shown + ', ' + (paused ? waiting.length + ' waiting' : arrived + ' new');
  }, 1000);
}

const events = new EventSource(list.dataset.events);
events.addEventListener('open', () => {
  if (count.dataset.lost === undefined) return;
  delete count.dataset.lost;
  count.textContent = 'Connected again';
});
events.addEventListener('error', () => {
  if (count.dataset.lost !== undefined) return;
  count.dataset.lost = '';
  count.textContent = 'The connection is lost, trying again';
});
events.addEventListener('request', ({ data }) => {
  if (paused) {
    waiting = [...waiting, JSON.parse(data)].slice(-max);
  } else {
    insert(JSON.parse(data));
    arrived += 1;
  }
  announce();
});
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
pause.hidden = false;
document.getElementById('reload-hint').remove();
`;

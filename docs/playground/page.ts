/** The playground of the site: programs on the left, what they print and post on the right. */
import type { Fault, Message, Order, ShownPost } from './messages.ts';
import { readyPrograms } from './programs.ts';

/** The script of the worker, which stands in this one: from the disk a page loads no further one. */
declare const workerScript: string;

/** For how many milliseconds a program may keep the worker from answering. */
const patience = 3000;

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> & { readonly text?: string } = {},
  ...children: readonly HTMLElement[]
): HTMLElementTagNameMap[Name] {
  const { text, ...others } = properties;
  const element = Object.assign(document.createElement(name), others);
  element.append(...(text === undefined ? [] : [text]), ...children);
  return element;
}

function build(place: HTMLElement): void {
  const choice = make(
    'select',
    { id: 'playground-choice' },
    ...readyPrograms.map(({ name, title }) => make('option', { value: name, text: title })),
  );
  const editor = make('textarea', { id: 'playground-program', spellcheck: false, rows: 14 });
  editor.setAttribute('autocapitalize', 'off');
  editor.setAttribute('wrap', 'off');
  const runButton = make('button', { type: 'button', text: 'Run' });
  const stopButton = make('button', { type: 'button', text: 'Stop', disabled: true });
  const state = make('p', { id: 'playground-state' });
  state.setAttribute('role', 'status');
  const output = make('pre', { id: 'playground-output', tabIndex: 0 });
  output.setAttribute('aria-label', 'What the program prints');
  output.setAttribute('role', 'region');
  const timeline = make('ol', { id: 'playground-timeline' });
  const calls = make('ol', { id: 'playground-calls' });
  place.replaceChildren(
    make(
      'div',
      {},
      make('label', { htmlFor: choice.id, text: 'Program' }),
      choice,
      make('label', { htmlFor: editor.id, text: 'JavaScript, yours to edit' }),
      editor,
      make('p', {}, runButton, stopButton, make('span', { text: 'or Ctrl+Enter in the program' })),
      state,
    ),
    make(
      'div',
      {},
      make('h3', { text: 'Output' }),
      output,
      make('h3', { text: 'Timeline' }),
      timeline,
      make('h3', { text: 'Calls to the API' }),
      calls,
    ),
  );

  let stop: ((why: string) => void) | undefined;

  function show(name: string): void {
    editor.value = readyPrograms.find((program) => program.name === name)?.code ?? '';
  }

  function fail({ text, line }: Fault): void {
    const where = line === undefined ? '' : `Line ${line}: `;
    output.append(make('strong', { text: `${where}${text}\n` }));
    state.textContent = line === undefined ? 'The program failed.' : `The program failed in line ${line}.`;
  }

  function run(): void {
    stop?.('');
    output.replaceChildren();
    timeline.replaceChildren();
    calls.replaceChildren();
    state.textContent = 'Running';
    stopButton.disabled = false;
    const address = URL.createObjectURL(new Blob([workerScript], { type: 'text/javascript' }));
    const worker = new Worker(address);
    const order = (message: Order): void => worker.postMessage(message);
    let heard = Infinity; // until the worker is ready
    const watch = setInterval(() => {
      if (Date.now() - heard > patience)
        stop?.(
          `The program did not let go for ${patience / 1000} seconds and was stopped. Is there a loop without an end?`,
        );
      else order({ kind: 'ping' });
    }, 500);
    stop = (why) => {
      clearInterval(watch);
      worker.terminate();
      URL.revokeObjectURL(address);
      stop = undefined;
      stopButton.disabled = true;
      if (why !== '') state.textContent = why;
    };
    worker.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      heard = Date.now();
      switch (data.kind) {
        case 'ready':
          order({ kind: 'run', program: editor.value });
          break;
        case 'alive':
          break;
        case 'printed':
          output.append(`${data.text}\n`);
          break;
        case 'failed':
          fail(data.fault);
          break;
        case 'ended':
          if (state.textContent === 'Running') state.textContent = 'The program has ended.';
          timeline.replaceChildren(...data.posts.map(showPost));
          calls.replaceChildren(...data.calls.map((call) => make('li', { text: call })));
          stop?.('');
          break;
      }
    });
    // An error in the form of a program has no other way out of the worker.
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      const text = event.message.replace(/^Uncaught |Failed to execute .* on 'WorkerGlobalScope': /g, '');
      fail({ text, ...(event.lineno > 0 && { line: event.lineno }) });
      stop?.('');
    });
  }

  choice.addEventListener('change', () => show(choice.value));
  runButton.addEventListener('click', run);
  stopButton.addEventListener('click', () => stop?.('Stopped.'));
  editor.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run();
  });
  show(choice.value);
}

function showPost({ username, text, attachments, isReply }: ShownPost): HTMLElement {
  return make(
    'li',
    {},
    make('strong', { text: username }),
    ...(isReply ? [make('em', { text: ' replied' })] : []),
    ...(text === '' ? [] : [make('p', { text })]),
    ...(attachments.length === 0
      ? []
      : [make('ul', {}, ...attachments.map((attachment) => make('li', { text: attachment })))]),
  );
}

const place = document.querySelector<HTMLElement>('#playground');
if (place !== null) build(place);

import type { Output } from '../context.ts';

/** A line at the foot of a terminal that says how far something is. Elsewhere it is nothing. */
export interface ProgressBar {
  /** @param total how many there are; without it, how many there will be is not known */
  readonly show: (label: string, done: number, total?: number) => void;
  /** Takes the line away, before anything else is written and at the end. */
  readonly clear: () => void;
}

const cells = 24;

/** Makes a bar on an output for people. */
export function createProgressBar(output: Output): ProgressBar {
  let isShown = false;
  const clear = (): void => {
    if (isShown) output.write('\r\u001B[K');
    isShown = false;
  };
  return Object.freeze({
    show: (label: string, done: number, total?: number) => {
      if (!output.isTerminal) return;
      const full = total === undefined ? 0 : Math.round((done / Math.max(total, 1)) * cells);
      const bar = total === undefined ? '' : `${'█'.repeat(full)}${'░'.repeat(cells - full)} `;
      const line = `${label} ${bar}${total === undefined ? done : `${done}/${total}`}`;
      output.write(`\r\u001B[K${line.slice(0, output.width - 1)}`);
      isShown = true;
    },
    clear,
  });
}

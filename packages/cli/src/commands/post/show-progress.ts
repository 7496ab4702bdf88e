import type { PublishProgress } from '@threads-sdk/publish';
import type { Output } from '../../context.ts';
import { styled } from '../../output/styled.ts';

/** What the person sees while something is posted. */
export interface Progress {
  readonly hear: (progress: PublishProgress & { readonly index?: number }) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

const words: Readonly<Record<PublishProgress['step'], string>> = {
  upload: 'uploading',
  'create-children': 'handing over the media',
  'wait-for-children': 'Threads processes the media',
  'create-container': 'handing it over',
  'wait-for-container': 'Threads processes it',
  publish: 'publishing',
  confirm: 'looking for what became of it',
  'find-post': 'looking for its id',
  'publish-at-once': 'publishing',
  'confirm-at-once': 'looking for what became of it',
  done: 'live',
};

/** Shows on a terminal, in one line that changes, what is being done; in a pipe it shows nothing. */
export function createProgress(messages: Output, parts: number): Progress {
  let isShown = false;
  return {
    hear: ({ step, index = 0, elapsed, bytesSent, bytesTotal }) => {
      if (!messages.isTerminal) return;
      const part = parts > 1 ? `Part ${index + 1} of ${parts}: ` : '';
      const bytes =
        bytesTotal === undefined ? '' : ` ${megabytes(bytesSent ?? 0)} of ${megabytes(bytesTotal)} MB`;
      const line = `${part}${words[step]}${bytes}, ${Math.round(elapsed / 1000)} s`;
      messages.write(`\r\u001B[K${styled(messages, 'dim', line.slice(0, messages.width - 1))}`);
      isShown = true;
    },
    end: () => {
      if (isShown) messages.write('\r\u001B[K');
      isShown = false;
    },
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

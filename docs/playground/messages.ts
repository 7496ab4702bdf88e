/** What the worker of the playground tells its page. */
export type Message =
  | { readonly kind: 'ready' }
  | { readonly kind: 'alive' }
  | { readonly kind: 'printed'; readonly text: string }
  | { readonly kind: 'failed'; readonly fault: Fault }
  | { readonly kind: 'ended'; readonly posts: readonly ShownPost[]; readonly calls: readonly string[] };

/** Why a program stopped, and in which of its lines where that is known. */
export interface Fault {
  readonly text: string;
  readonly line?: number;
}

/** A post of the emulator's users, as the timeline shows it. */
export interface ShownPost {
  readonly username: string;
  readonly text: string;
  /** What hangs on it: pictures, videos, a poll. */
  readonly attachments: readonly string[];
  readonly isReply: boolean;
}

/** What the page tells its worker. */
export type Order = { readonly kind: 'run'; readonly program: string } | { readonly kind: 'ping' };

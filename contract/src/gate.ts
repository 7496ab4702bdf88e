import { Skip } from './answer.ts';
import { pick, type Wire } from './wire.ts';

/** How far the person agreed to go. */
type Reach = 'reading' | 'unseen' | 'public';

const order: readonly Reach[] = ['reading', 'unseen', 'public'];

/** A request that was let through. */
interface Admitted {
  readonly kind: 'read' | 'create' | 'publish' | 'change' | 'delete';
  /** The container or post that it is about. */
  readonly subject: string;
}

/** What every request of a run passes: nothing is written that nobody agreed to, and what is posted is written down. */
export interface Gate {
  /**
   * Asks before something is written that others may see; without a yes the check ends. A yes goes for one publication,
   * or for as many as the question names.
   */
  readonly consent: (question: string, publications?: number) => Promise<void>;
  /** Asks before the first container that is never published; the answer goes for all of them. */
  readonly consentToContainers: () => Promise<void>;
  readonly consentToRisk: (question: string) => Promise<void>;
  /** From here on nothing is written without a new question. */
  readonly shut: () => void;
  /** Deleting what was posted needs no further question, and no signal stops it. */
  readonly openForCleanUp: () => void;
  readonly admit: (request: Request) => Promise<Admitted>;
  readonly note: (admitted: Admitted, wire: Wire) => void;
  /** What ends a wait: the person's interruption, until it is cleaned up. */
  readonly interruption: (given: AbortSignal | undefined) => AbortSignal | undefined;
  /** What ends an exchange: that, or an answer that does not come. */
  readonly signal: (given: AbortSignal | undefined) => AbortSignal;
  /** The posts that stand. */
  readonly posted: ReadonlySet<string>;
  /** The posts that stood. */
  readonly deleted: ReadonlySet<string>;
  /** Containers and reposts whose publication was not clearly answered. */
  readonly doubtful: ReadonlySet<string>;
}

const containerQuestion =
  'Create containers, some forty in a whole run, and publish none of them? Nobody sees them, and they are gone after 24 hours.';

// Milliseconds of real time.
const timeout = 60_000;

export function createGate(ask: (question: string, kind: 'write' | 'risk') => Promise<boolean>): Gate {
  const posted = new Set<string>();
  const deleted = new Set<string>();
  const doubtful = new Set<string>();
  // A container that is published again is in no doubt: its post is known, and another one bears the marker.
  const certain = new Set<string>();
  let reach: Reach = 'reading';
  let publications = 0;
  let containers: Promise<boolean> | undefined;
  let isCleaningUp = false;

  const consentTo = async (answer: Promise<boolean>, next: Reach): Promise<void> => {
    if (!(await answer)) throw new Skip('declined');
    if (order.indexOf(next) > order.indexOf(reach)) reach = next;
  };

  const interruption: Gate['interruption'] = (given) => (isCleaningUp ? undefined : given);

  const isAllowed = (kind: Admitted['kind'], subject: string): boolean => {
    switch (kind) {
      case 'read':
        return true;
      case 'create':
        return reach !== 'reading';
      case 'publish':
        return reach === 'public';
      // Nothing that was there before the run is ever touched.
      case 'change':
        return reach === 'public' && posted.has(subject);
      case 'delete':
        return isCleaningUp || (reach === 'public' && posted.has(subject));
    }
  };

  return {
    interruption,
    posted,
    deleted,
    doubtful,
    consent: async (question, more = 1) => {
      await consentTo(ask(question, 'write'), 'public');
      publications += more;
    },
    consentToContainers: () => {
      containers ??= ask(containerQuestion, 'write');
      return consentTo(containers, 'unseen');
    },
    consentToRisk: (question) => consentTo(ask(question, 'risk'), 'reading'),
    shut: () => {
      reach = 'reading';
      publications = 0;
      isCleaningUp = false;
    },
    openForCleanUp: () => {
      reach = 'public';
      isCleaningUp = true;
    },
    signal: (given) => {
      const limit = AbortSignal.timeout(timeout);
      const signal = interruption(given);
      return signal === undefined ? limit : AbortSignal.any([signal, limit]);
    },
    admit: async (request) => {
      const { kind, subject } = await classify(request);
      // A publication that was not answered clearly may be tried again.
      const isRepeated = kind === 'publish' && doubtful.has(subject);
      if (!isAllowed(kind, subject) || (kind === 'publish' && !isRepeated && publications === 0))
        throw new Error(`A check wrote (${kind}) what nobody was asked about.`);
      if (kind === 'publish' && !isRepeated) publications -= 1;
      if (kind === 'publish' && !certain.has(subject)) doubtful.add(subject);
      return { kind, subject };
    },
    note: ({ kind, subject }, wire) => {
      const id = pick(wire.body, 'id');
      if (kind === 'publish' && wire.status === 200 && typeof id === 'string') {
        doubtful.delete(subject);
        certain.add(subject);
        if (!deleted.has(id)) posted.add(id);
      }
      if (kind === 'delete' && wire.status === 200 && pick(wire.body, 'success') !== false) {
        posted.delete(subject);
        deleted.add(subject);
      }
    },
  };
}

async function classify(request: Request): Promise<Admitted> {
  const { pathname, searchParams } = new URL(request.url);
  const [subject = '', edge = ''] = pathname
    .replace(/^\/v[\d.]+/, '')
    .split('/')
    .slice(1);
  if (request.method === 'GET' || subject === 'oauth') return { kind: 'read', subject };
  if (request.method === 'DELETE') return { kind: 'delete', subject };
  const body = await request.clone().text();
  const parameters = new URLSearchParams(`${searchParams}&${body}`);
  if (edge === 'threads_publish') return { kind: 'publish', subject: parameters.get('creation_id') ?? '' };
  if (edge === 'repost') return { kind: 'publish', subject: `a repost of ${subject}` };
  // A body that is no form may hold anything: it is read as text.
  if (edge === 'threads') {
    const publishes = /auto_publish_text["=:\s]+(?!false)/.test(`${searchParams} ${body}`);
    return { kind: publishes ? 'publish' : 'create', subject: publishes ? 'a text' : '' };
  }
  return { kind: 'change', subject };
}

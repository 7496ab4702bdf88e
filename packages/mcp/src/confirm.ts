import {
  inputRequired,
  type InputRequiredResult,
  type InputResponseView,
} from '@modelcontextprotocol/server';
import type { Clock } from '@threads-sdk/core-http/fetch';
import { isObject, isSameSecret } from '@threads-sdk/internal';
import { inQuotes } from './shown.ts';

/** Something that needs a person's yes. */
export interface Deed {
  readonly tool: string;
  readonly userId: string;
  /** The name under which it is done once only; none if it is done each time. */
  readonly key?: string | undefined;
  /** All that a yes is about, as JSON: what differs in it needs another yes. */
  readonly about: unknown;
  /** What the person reads. Text of others goes through `quote`. */
  readonly question: (quote: (text: string) => string) => string;
}

/** What came back from the client with a call. */
export interface Replies {
  /** Whether the client can ask a person. */
  readonly canAsk: boolean;
  /** What the person answered, if one was asked. */
  readonly response: InputResponseView;
  /** What the question was sent with. */
  readonly state: string | undefined;
  /** The hash of a preview. */
  readonly confirm: string | undefined;
}

/** What became of a question. */
export type Verdict =
  | { readonly is: 'yes' }
  | { readonly is: 'no' }
  | { readonly is: 'asked'; readonly result: InputRequiredResult }
  /** `why`: what to do, in words for an agent. */
  | { readonly is: 'unconfirmed'; readonly why: string };

/** Who asks people, and remembers what they said. */
export interface Confirmations {
  /** A text that only this process can make, for a preview of this deed, good for an hour. */
  readonly seal: (deed: Deed) => Promise<string>;
  /** Asks, or finds what was answered. */
  readonly ask: (deed: Deed, replies: Replies) => Promise<Verdict>;
}

/** What a seal goes out with. Who got a question without a person's answer has no preview, and the other way round. */
type Use = 'preview' | 'question';

/** Milliseconds that a seal is good for, that a yes holds from the last call on, and that a no to what has no key holds. */
const hour = 3_600_000;

/** How many answers are remembered. Who is forgotten is asked again. */
const maxRemembered = 4096;

/**
 * Makes what asks people. A yes is for exactly what was shown: the seal that goes out with the question, or that a preview gives,
 * is an HMAC of it under a secret of this process, so that no model can make one.
 */
export function createConfirmations(clock: Clock): Confirmations {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = crypto.subtle.importKey('raw', secret, algorithm, false, ['sign']);
  /** By what was asked about, until when the answer holds. */
  const agreed = new Map<string, number>();
  const declined = new Map<string, number>();
  /** The seals by which something was done that has no key, as long as they would be good. */
  const spent = new Map<string, number>();

  const hexOf = (bytes: Uint8Array): string =>
    Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  /** @param open what a seal says openly: until when it is good, and which of those of that time it is */
  const sealWith = async (use: Use, open: string, deed: Deed): Promise<string> => {
    const data = new TextEncoder().encode(`${use} ${open} ${subjectOf(deed)}`);
    const mac = new Uint8Array(await crypto.subtle.sign(algorithm, await imported, data));
    return `${open}-${hexOf(mac.subarray(0, 16))}`;
  };
  const isSealed = async (use: Use, deed: Deed, given: string): Promise<boolean> => {
    const [until = '', number = ''] = given.split('-');
    // Who has no seal learns nothing from the time that this takes.
    return (
      Number.parseInt(until, 36) > clock.now() &&
      (await isSameSecret(await sealWith(use, `${until}-${number}`, deed), given))
    );
  };
  const seal = (use: Use, deed: Deed): Promise<string> => {
    const until = clock.now() + hour;
    return sealWith(use, `${until.toString(36)}-${hexOf(crypto.getRandomValues(new Uint8Array(4)))}`, deed);
  };
  const holds = (answers: ReadonlyMap<string, number>, subject: string): boolean =>
    (answers.get(subject) ?? 0) > clock.now();

  const ask: Confirmations['ask'] = async (deed, { canAsk, confirm, response, state }) => {
    const subject = subjectOf(deed);
    if (holds(agreed, subject)) {
      // It is being worked on.
      remember(agreed, subject, clock.now() + hour);
      return { is: 'yes' };
    }
    if (holds(declined, subject)) return { is: 'no' };
    /** Takes a seal for a yes. What has no key would be done again for the same yes, so there each seal is good once. */
    const accept = async (use: Use, given: string | undefined): Promise<boolean> => {
      if (given === undefined || !(await isSealed(use, deed, given)) || holds(spent, given)) return false;
      if (deed.key === undefined) remember(spent, given, clock.now() + hour);
      else remember(agreed, subject, clock.now() + hour);
      return true;
    };
    if (!canAsk) {
      if (await accept('preview', confirm)) return { is: 'yes' };
      const wrong =
        confirm === undefined
          ? ''
          : 'confirm does not belong to exactly this, was used, is more than an hour old, or is from before this server started. ';
      return {
        is: 'unconfirmed',
        why: `${wrong}Nothing was sent. Call preview with tool "${deed.tool}" and these arguments, show the person what it gives, and after their yes call ${deed.tool} again with its confirm.`,
      };
    }
    if (response.kind !== 'elicit') {
      const elicit = inputRequired.elicit({
        message: deed.question(inQuotes),
        requestedSchema: { type: 'object', properties: {} },
      });
      const result = inputRequired({
        inputRequests: { [questionName]: elicit },
        requestState: await seal('question', deed),
      });
      return { is: 'asked', result };
    }
    if (response.action !== 'accept') {
      remember(declined, subject, deed.key === undefined ? clock.now() + hour : Number.POSITIVE_INFINITY);
      return { is: 'no' };
    }
    if (await accept('question', state)) return { is: 'yes' };
    const why = `The yes was to something else, or came after more than an hour. Nothing was sent. Call ${deed.tool} again: the person is asked anew.`;
    return { is: 'unconfirmed', why };
  };
  return Object.freeze({ ask, seal: (deed: Deed) => seal('preview', deed) });
}

/** The name of the question among those that a client is asked. */
export const questionName = 'confirm';

/** The same text for the same deed: agents write the members of an object in any order. */
function subjectOf({ about, key, tool, userId }: Deed): string {
  return JSON.stringify([tool, userId, key ?? null, about], (_, value: unknown) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}

function remember(answers: Map<string, number>, subject: string, until: number): void {
  const [oldest] = answers.keys();
  if (answers.size >= maxRemembered && oldest !== undefined) answers.delete(oldest);
  answers.set(subject, until);
}

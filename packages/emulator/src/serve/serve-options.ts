import * as v from 'valibot';
import { assertInput, checked, integer, listOf, object, text } from '../input/schemas.ts';
import { readHost } from './hosts.ts';

/**
 * Where the served emulator listens, and under which addresses it is reached.
 *
 * @category Start
 */
export interface ServeOptions {
  /** TCP port, 0 to 65535. Default 0: the system picks a free one. */
  readonly port?: number;
  /** Address to listen on. Default `127.0.0.1`: reachable from this machine only. */
  readonly hostname?: string;
  /**
   * Serves `https` in place of `http`, with this certificate. The port is then a proxy as well, for clients that have
   * Meta's host built in: a `CONNECT` to one of `hosts` leads to this server, and to any other host nowhere.
   */
  readonly https?: ServeCertificate;
  /**
   * The address of what stands in front, such as a tunnel or a proxy with TLS: `https://threads.example.com`, without a
   * path. Every request then counts as one to this address, and each address in an answer begins with it. Headers such
   * as `X-Forwarded-Proto` are not needed, and never heeded. Default: what the request itself names.
   */
  readonly publicUrl?: string;
  /**
   * Names and addresses, without a port, that requests may carry in `Host` besides those of loopback, of `publicUrl`, of
   * `hostname` and of the address they came to. All others are refused with status 403, since web pages reach a local
   * server under names of their own (DNS rebinding).
   */
  readonly hosts?: readonly string[];
  /**
   * Hears, as a sentence to print, of what never reached the emulator: a host that is refused, a client that speaks
   * http to https or the other way round, one that does not trust the certificate. Default: nobody.
   */
  readonly onRefused?: (sentence: string) => void;
}

/**
 * A certificate with its private key, both as PEM.
 *
 * @category Start
 */
export interface ServeCertificate {
  /** The certificate, followed by those that lead to its authority if there are any. */
  readonly cert: string;
  /** The private key of the certificate. */
  readonly key: string;
}

/**
 * Checks what was handed to `serve`.
 *
 * @throws {InvalidInput} naming everything that is wrong
 */
export function checkServeOptions(options: unknown): asserts options is ServeOptions {
  const schema = object<ServeOptions>({
    port: v.optional(integer(0, 65_535)),
    hostname: v.optional(text),
    https: v.optional(object<ServeCertificate>({ cert: text, key: text })),
    publicUrl: v.optional(checked('must be an address of http or https without a path', isPublicUrl)),
    hosts: v.optional(listOf(checked('must be the name or the address of a host, without a port', isHost))),
    onRefused: v.optional(checked('must be a function', isSentenceTaker)),
  });
  assertInput<ServeOptions>('serve', schema, options);
}

/** Whether a value is an address that others can be put behind. */
export function isPublicUrl(value: unknown): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { origin, href, protocol } = new URL(value);
  return /^https?:$/.test(protocol) && href === `${origin}/`;
}

/** Whether a value is a name or an address of a host. */
export function isHost(value: unknown): value is string {
  return typeof value === 'string' && readHost(value) !== undefined;
}

function isSentenceTaker(value: unknown): value is (sentence: string) => void {
  return typeof value === 'function';
}

import { Stop } from './stop.ts';

type Lookup = (hostname: string, options: { all: true }) => Promise<readonly { readonly address: string }[]>;

/** What of a runtime's global objects tells how it looks up names. */
export interface Runtime {
  readonly process?: {
    readonly versions?: { readonly node?: string };
    readonly getBuiltinModule?: (name: string) => unknown;
  };
  readonly navigator?: { readonly userAgent?: string };
}

/**
 * The IP addresses of a host name, as this runtime would connect to them; `undefined` where it cannot tell. Node, Bun
 * and Deno can; Workers cannot, nor can they reach a private network; browsers cannot.
 *
 * @throws What the runtime's look-up throws: the name is unknown, or the look-up failed.
 */
export async function resolveHost(
  hostname: string,
  runtime: Runtime = globalThis,
): Promise<readonly string[] | undefined> {
  const lookup = findLookup(runtime);
  return lookup && (await lookup(hostname, { all: true })).map(({ address }) => address);
}

function findLookup({ process, navigator }: Runtime): Lookup | undefined {
  // Workers may have Node's module, without this function.
  if (navigator?.userAgent === 'Cloudflare-Workers') return undefined;
  const dns = process?.getBuiltinModule?.('node:dns/promises') as { readonly lookup?: Lookup } | undefined;
  if (!dns?.lookup && process?.versions?.node !== undefined)
    throw new Stop(
      'UNREACHABLE',
      'cannot be looked up: that needs Node 22.3 or later, or the option resolve',
    );
  return dns?.lookup;
}

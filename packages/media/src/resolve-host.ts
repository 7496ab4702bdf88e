type Lookup = (hostname: string, options: { all: true }) => Promise<readonly { readonly address: string }[]>;

/**
 * The IP addresses of a host name, as this runtime would connect to them; `undefined` where it cannot tell. Node, Bun
 * and Deno can; Workers cannot, nor can they reach a private network; browsers cannot.
 *
 * @throws What the runtime's look-up throws: the name is unknown, or the look-up failed.
 */
export async function resolveHost(hostname: string): Promise<readonly string[] | undefined> {
  const lookup = findLookup();
  return lookup && (await lookup(hostname, { all: true })).map(({ address }) => address);
}

function findLookup(): Lookup | undefined {
  const { process, navigator } = globalThis as {
    readonly process?: { readonly getBuiltinModule?: (name: string) => unknown };
    readonly navigator?: { readonly userAgent?: string };
  };
  // It has Node's module, without this function.
  if (navigator?.userAgent === 'Cloudflare-Workers') return undefined;
  const dns = process?.getBuiltinModule?.('node:dns/promises') as { readonly lookup?: Lookup } | undefined;
  return dns?.lookup;
}

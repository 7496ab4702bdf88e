const metaHost = /^graph\.threads\.(?:com|net)$/;

/** Whether a host, or what stands for it in a report, is Meta's. */
export function isMeta(address: string): boolean {
  return metaHost.test(address);
}

/** Whose API an address leads to, for a report: Meta's by its host, one on this machine, or another one. */
export function addressOf(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return 'another host';
  const { hostname } = new URL(baseUrl);
  if (hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname))
    return 'loopback';
  return isMeta(hostname) ? hostname : 'another host';
}

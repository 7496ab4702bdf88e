/**
 * Logs in as a person would: opens the consent page, fills in its form as it stands, and presses Allow. Knows nothing
 * of the emulator but HTTP and HTML.
 *
 * @returns Where the browser is sent afterwards.
 */
export async function logIn(authorizationUrl: string, account: string): Promise<URL> {
  const page = await fetch(authorizationUrl);
  if (page.headers.get('content-type')?.startsWith('text/html') !== true)
    throw new Error(`There is no consent page: ${await page.text()}`);
  const form = new URLSearchParams({ decision: 'allow' });
  for (const [input] of (await page.text()).matchAll(/<input [^>]*>/g)) {
    const { name, value, type } = readAttributes(input);
    const isChosen = type === 'radio' ? value === account : /\schecked\b/.test(input) || type === 'hidden';
    if (name !== undefined && value !== undefined && isChosen && !/\sdisabled\b/.test(input))
      form.append(name, value);
  }
  const answer = await fetch(authorizationUrl, { method: 'POST', body: form, redirect: 'manual' });
  const location = answer.headers.get('location');
  if (answer.status !== 302 || location === null)
    throw new Error(`The consent failed: ${await answer.text()}`);
  return new URL(location);
}

function readAttributes(tag: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

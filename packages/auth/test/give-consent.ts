import type { Emulator } from '@threads-sdk/emulator';

/** Does what a person does in the browser: opens the consent page and sends its form. Returns where that leads. */
export async function giveConsent(
  emulator: Emulator,
  url: string,
  form: Readonly<Record<string, string>> = { decision: 'allow' },
): Promise<string> {
  const page = await emulator.fetch(new Request(url));
  if (!page.ok) throw new Error(`no consent page: ${await page.text()}`);
  const answer = await emulator.fetch(new Request(url, { method: 'POST', body: new URLSearchParams(form) }));
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`no redirect: ${await answer.text()}`);
  return location;
}

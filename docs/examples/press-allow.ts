import { parse } from 'node-html-parser';

/**
 * Does what a person does in the browser: opens the authorization page, presses "Allow", and returns the address that
 * the browser is sent to.
 *
 * @param url the authorization URL
 */
export async function pressAllow(url: string): Promise<string> {
  const page = await fetch(url);
  const html = await page.text();
  const form = parse(html).querySelector('form');
  if (!form) throw new Error(`No consent form at ${new URL(url).origin}: ${html.slice(0, 200)}`);

  const answers = new URLSearchParams();
  for (const input of form.querySelectorAll('input, button')) {
    const { name, value = '', type, checked } = input.attributes;
    if (!name) continue;
    const chosen = type === 'checkbox' || type === 'radio' ? checked !== undefined : true;
    const pressed = input.tagName !== 'BUTTON' || value === 'allow';
    if (chosen && pressed) answers.append(name, value);
  }

  const answer = await fetch(new URL(form.getAttribute('action') ?? '', url), {
    method: 'POST',
    body: answers,
    redirect: 'manual', // the redirect leads to the app, which is this program
  });
  const callbackUrl = answer.headers.get('location');
  if (!callbackUrl) throw new Error(`The consent page answered ${answer.status} without a redirect.`);
  return callbackUrl;
}

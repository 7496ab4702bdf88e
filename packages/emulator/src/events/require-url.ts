import { InvalidInput } from '../input/invalid-input.ts';

/**
 * Reads the address of an app.
 *
 * @throws {InvalidInput} unless it is an absolute `http:` or `https:` URL without a username or password, which `fetch` does
 *   not take.
 */
export function requireUrl(name: string, value: string | undefined): URL {
  const url = value !== undefined && URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new InvalidInput(name, ['must be an absolute http or https URL']);
  if (url.username !== '' || url.password !== '')
    throw new InvalidInput(name, ['must have no username or password']);
  return url;
}

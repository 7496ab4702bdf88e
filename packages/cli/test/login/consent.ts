import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Machine } from '../threads.ts';

/** The address of the consent page in what `threads login` shows, once it is there whole. */
export const consentAddress: RegExp = /http:\/\/127\.0\.0\.1:\d+\/oauth\/authorize\?\S+(?=\s)/;

/** Answers the consent page as a person does, without a browser; gives where the browser would go. */
export async function answerConsent(
  address: string,
  answer: Readonly<Record<string, string>> = {},
): Promise<string> {
  const body = new URLSearchParams({ decision: 'allow', ...answer });
  const response = await fetch(address, { method: 'POST', body, redirect: 'manual' });
  return response.headers.get('location') ?? (await response.text());
}

/** The code in the address that a person comes back to. */
export function codeIn(location: string): string {
  return new URL(location).searchParams.get('code') ?? '';
}

/** A port that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Asks for a page as a browser does whose person went on after the warning about the certificate. */
export async function openPage(
  address: string,
): Promise<{ readonly status: number | undefined; readonly text: string; readonly csp: unknown }> {
  const asked = request(address, { rejectUnauthorized: false, agent: false }).end();
  const [response] = await once(asked, 'response');
  let text = '';
  for await (const part of response) text += String(part);
  return { status: response.statusCode, text, csp: response.headers['content-security-policy'] };
}

/** The files of the data folder that have a text in their bytes. */
export function filesWith({ home }: Machine, text: string): readonly string[] {
  return readdirSync(home, { withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(home, entry.name)).includes(text))
    .map(({ name }) => name);
}

/** Who may do what with a file or folder. */
export function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

/** The arguments of a process, as everybody on the machine sees them. */
export function argumentsOf(pid: number): string {
  return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
}

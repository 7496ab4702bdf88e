import { describe, expect, it } from 'vitest';
import { findTextFaults } from './texts.ts';

// Put together here, so that this file does not name what it must not.
const registry = ['https://registry', 'example', 'org/ky'].join('.');
const home = ['', 'home', 'mika/threads-sdk'].join('/');
const moved = ['https://developers.facebook.com', 'docs', 'threads/overview'].join('/');
const credential = ['//example.com/:_authToken', 'abc'].join('=');

describe('the texts of the repository', () => {
  it.each([
    ['a registry', registry],
    ["a path of somebody's computer", home],
    ['a registry credential', credential],
    ['an old address of Meta', moved],
  ])('must not name %s', (what, text) => {
    const faults = findTextFaults('notes.md', `first line\nsee ${text} for it`);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`notes.md:2 names ${what}`);
  });

  it('must not name an address in a lockfile', () => {
    const faults = findTextFaults(
      'tools/x/pnpm-lock.yaml',
      'resolution: {tarball: https://example.com/ky.tgz}',
    );
    expect(faults).toEqual(['tools/x/pnpm-lock.yaml:1 names an address: tarball:']);
  });

  it.each([
    'see https://www.npmjs.com/package/ky',
    'import { work } from "./home/list.ts";',
    '`GET /v1.0/me/threads`',
    'git clone <this repository> && cd threads-sdk',
  ])('may say: %s', (text) => {
    expect(findTextFaults('notes.md', text)).toEqual([]);
  });
});

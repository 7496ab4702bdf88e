import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
// @boundaries-ignore the questions to the real API have one home
import { groups } from '../../contract/src/checks.ts';
import { evidenceOf } from '../typedoc/evidence.ts';
import { findDeadLinks, readPages, site, textOf } from './pages.ts';

const pages = readPages();
const files = new Set(
  globSync('**/*', { cwd: site, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(site, join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
);

describe('the site', () => {
  it('has a page for each function, and for each guide', () => {
    const guides = globSync('*.md', { cwd: `${site}/../guides` }).map((name) => name.replace('.md', '.html'));
    expect([...pages.keys()]).toEqual(expect.arrayContaining(guides.map((name) => `documents/${name}`)));
    expect([...pages.keys()].filter((path) => path.startsWith('functions/')).length).toBeGreaterThan(80);
  });

  it('has no page without text', () => {
    expect([...pages].filter(([, page]) => textOf(page).length < 100).map(([path]) => path)).toEqual([]);
  });

  it('has no link that leads nowhere', () => {
    expect([...pages.keys()].flatMap((path) => findDeadLinks(path, pages, files))).toEqual([]);
  });

  it('links to the world over TLS only', () => {
    const links = [...pages.values()].flatMap((page) =>
      page.querySelectorAll('a[href]').map((link) => link.getAttribute('href') ?? ''),
    );
    expect(links.filter((link) => link.startsWith('http:') && !link.startsWith('http://localhost:'))).toEqual(
      [],
    );
    expect(
      links.filter((link) => link.startsWith('https://developers.facebook.com/documentation/')).length,
    ).toBeGreaterThan(80);
  });

  it('says on each page of a function what it takes, returns and throws, with a program', () => {
    const functions = [...pages].filter(([path]) => path.startsWith('functions/'));
    expect(functions.length).toBeGreaterThan(80);
    const incomplete = functions.filter(([, page]) => {
      const text = textOf(page);
      return !text.includes('Returns') || !text.includes('Example') || page.querySelector('pre') === null;
    });
    expect(incomplete.map(([path]) => path)).toEqual([]);
    expect(functions.filter(([, page]) => /\{\w+Error\}/.test(textOf(page))).map(([path]) => path)).toEqual(
      [],
    );
    const publish = pages.get('functions/_threads-sdk_publish.publish.html');
    expect(publish && textOf(publish)).toContain('InvalidInputError if the post');
  });

  it('says of each endpoint how sure it is what the API does', () => {
    // What takes no client sends nothing.
    const endpoints = [...pages].filter(
      ([path, page]) =>
        path.startsWith('functions/_threads-sdk_endpoints.') && /client: ?Client/.test(textOf(page)),
    );
    expect(endpoints.length).toBeGreaterThan(20);
    const silent = endpoints.filter(([, page]) => !/Evidence.*known from/.test(textOf(page)));
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it('names the permissions and the page of Meta for each endpoint', () => {
    const endpoints = [...pages].filter(([path]) => path.startsWith('functions/_threads-sdk_endpoints.'));
    expect(endpoints.length).toBeGreaterThan(20);
    const incomplete = endpoints.filter(
      ([, page]) =>
        !/Permissions: |Needs no access token/.test(textOf(page)) ||
        page.querySelector('a[href^="https://developers.facebook.com/documentation/threads"]') === null,
    );
    expect(incomplete.map(([path]) => path)).toEqual([]);
  });
});

describe('a dead link', () => {
  it.each([
    ['b.html', true],
    ['b.html#there', false],
    ['b.html#gone', true],
    ['../b.html', true],
    ['#here', false],
    ['#gone', true],
    ['https://example.com/', false],
  ])('is found: %s', (link, dead) => {
    const planted = new Map([
      ['a.html', parse(`<p id="here"><a href="${link}">link</a></p>`)],
      ['folder/b.html', parse('<p>Not beside it.</p>')],
      ...(link === 'b.html#there' || link === 'b.html#gone'
        ? [['b.html', parse('<p id="there">Beside it.</p>')] as const]
        : []),
    ]);
    expect(findDeadLinks('a.html', planted, new Set(planted.keys()))).toEqual(
      dead ? [`a.html: ${link}`] : [],
    );
  });
});

describe('the evidence of an endpoint', () => {
  const behaviours = [
    { behaviour: 'Not known.', evidence: '?' },
    { behaviour: 'The emulator has posts | replies.', evidence: 'D' },
    { behaviour: 'Documented.', evidence: 'A' },
  ] as const;
  const known = behaviours.map((each) => ({
    ...each,
    operations: ['listThreads'],
    status: 'not imitated' as const,
  }));
  const rows = (results: Parameters<typeof evidenceOf>[2]): string[] =>
    evidenceOf('listThreads', known, results)
      ?.split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2) ?? [];

  it('begins with what is surest', () => {
    expect(rows({})).toEqual([
      "| Documented. | Meta's page |",
      '| The emulator has posts \\| replies. | one source that is not Meta |',
      '| Not known. | unknown: the emulator assumes something |',
    ]);
    expect(evidenceOf('getUser', known, {})).toBeUndefined();
  });

  it('names the live check that has confirmed or refuted it', () => {
    const [check] = groups.flatMap(({ checks }) => checks).filter(({ settles }) => settles.length > 0);
    const [behaviour = ''] = check?.settles ?? [];
    const settled = [
      {
        ...known[1],
        behaviour,
        evidence: 'D' as const,
        operations: ['listThreads'],
        status: 'not imitated' as const,
      },
    ];
    expect(
      evidenceOf('listThreads', settled, {
        [check?.id ?? '']: { answer: 'confirmed', on: '2026-12-01', facts: {} },
      }),
    ).toContain('| confirmed by a live check on 2026-12-01; before: one source that is not Meta |');
  });
});

import { createEmulator } from '@threads-sdk/emulator';
import { beforeAll, describe, expect, it } from 'vitest';
import { postIssues } from '../src/check-post.ts';
import { columns, disagreements, rows } from './conflict-table.ts';

type Members = Readonly<Record<string, unknown>>;
type Parameters = Readonly<Record<string, string>>;
type Verdict = 'allowed' | 'refused';

const cells = rows.flatMap((row) =>
  row.verdicts.split(' ').flatMap((mark, index) => {
    const column = columns[index];
    if (column === undefined) throw new Error(`${row.name} has more marks than there are columns.`);
    const expected: Verdict = mark === 'n' ? 'refused' : 'allowed';
    return mark === '-' ? [] : [{ cell: `${row.name}, ${column.name}`, row, column, expected }];
  }),
);

describe('what goes with what', () => {
  const emulator = createEmulator({ users: [{ username: 'mika' }], processing: { image: 0 } });
  const { accessToken } = emulator.issueToken({ username: 'mika' });
  let known: Parameters;

  const create = async (parameters: Parameters): Promise<Response> => {
    const body = new URLSearchParams({ ...parameters, access_token: accessToken });
    return emulator.fetch(new Request('https://graph.threads.com/v1.0/me/threads', { method: 'POST', body }));
  };
  const idOf = async (parameters: Parameters): Promise<string> => {
    const { id }: { id: string } = await (await create(parameters)).json();
    return id;
  };

  beforeAll(async () => {
    const image = { media_type: 'IMAGE', image_url: 'https://images.example/a.jpg' };
    const children = await Promise.all([1, 2].map(() => idOf({ ...image, is_carousel_item: 'true' })));
    const search = new URLSearchParams({ q: 'Menlo Park', access_token: accessToken });
    const found = await emulator.fetch(
      new Request(`https://graph.threads.com/v1.0/location_search?${search.toString()}`),
    );
    known = {
      POST: await idOf({ media_type: 'TEXT', text: 'Before', auto_publish_text: 'true' }),
      CHILDREN: children.join(','),
      LOCATION: /"id":"?(\d+)/.exec(await found.text())?.[1] ?? '',
    };
  });

  it('is asked for each feature with each kind of post', () => {
    expect(rows.map(({ verdicts }) => verdicts.split(' ').length)).toEqual(rows.map(() => columns.length));
    expect(Object.keys(disagreements).filter((cell) => !cells.some((each) => each.cell === cell))).toEqual(
      [],
    );
  });

  it.each(cells)('$cell: $expected', async ({ cell, row, column, expected }) => {
    const response = await create(
      Object.fromEntries(
        Object.entries({ ...column.wire, ...row.wire }).map(([name, value]) => [name, known[value] ?? value]),
      ),
    );
    const byPublish = verdictOf(postOf(column, row.post), 'fast' in row);
    const byEmulator: Verdict = response.ok ? 'allowed' : 'refused';

    // Everything else that could be wrong with the request would answer another question.
    expect(await response.text()).toMatch(/^\{"id"|is not supported with/);
    expect(byEmulator).toBe(expected);
    expect(byPublish === byEmulator ? 'agreed' : 'disagreed').toBe(
      cell in disagreements ? 'disagreed' : 'agreed',
    );
  });
});

/** The post of a column with a feature, which stands where one would write it. */
function postOf({ name, post }: (typeof columns)[number], feature: Members): Members {
  const media: readonly Members[] = 'media' in post ? post.media : [];
  const [first, ...others] = media;
  const isOfMedia = name === 'child' || ('altText' in feature && media.length === 1);
  return isOfMedia ? { ...post, media: [{ ...first, ...feature }, ...others] } : { ...post, ...feature };
}

function verdictOf(post: Members, fast: boolean): Verdict {
  return postIssues(post, fast).length === 0 ? 'allowed' : 'refused';
}

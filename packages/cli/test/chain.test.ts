import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { watched } from './canary.ts';
import { keptPosts, postsThatSay, postThatSays } from './live-posts.ts';
import { serveFastEmulator } from './serve-fast-emulator.ts';
import { createMachine } from './threads.ts';

const { emulator, variables } = await serveFastEmulator(50, {
  users: [{ username: 'mika', posts: ['Somebody asks'] }],
  media: 'fetch',
  processing: { image: 1000, video: 1000, carousel: 500 },
});
const machine = watched(createMachine(variables), emulator);
const folder = join(machine.home, 'chains');
mkdirSync(folder);
for (const name of ['gate.jpg', 'garden.jpg', 'walk.mp4'])
  copyFileSync(
    fileURLToPath(new URL(`../../../docs/examples/media/${name}`, import.meta.url)),
    join(folder, name),
  );
const askedId = postThatSays(emulator, 'Somebody asks').id;

/** Writes the file of a chain, and gives its name. */
function write(name: string, ...parts: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, parts.join('\n---\n'));
  return file;
}

/** How many posts say one of these. */
function live(texts: readonly string[]): number {
  return texts.filter((text) => postsThatSay(emulator, text).length > 0).length;
}

/** What each post answers, as the text of that one. */
function answers(texts: readonly string[]): readonly (string | undefined)[] {
  const posts = keptPosts(emulator);
  return texts.map(
    (text) => posts.find(({ id }) => id === postThatSays(emulator, text).content.replyToId)?.content.text,
  );
}

describe('threads chain', () => {
  it('goes on where it was stopped, also with a text that was changed where nothing is live yet', async () => {
    const texts = Array.from({ length: 20 }, (_, nth) => `Day ${nth + 1} of twenty`);
    const parts = texts.map(
      (text, nth) => `${text}\n\n![Picture ${nth + 1}](${nth % 2 ? 'gate' : 'garden'}.jpg)`,
    );
    const file = write('twenty.md', ...parts);
    const running = machine.start(['chain', file]);
    await expect.poll(() => live(texts), { interval: 2 }).toBeGreaterThanOrEqual(6);
    const { code, stdout, stderr } = await running.end('SIGINT');
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    const count = live(texts);
    expect(count).toBeLessThan(20);
    const [, said, key = ''] =
      /(\d+) of 20 parts are live[^]*Interrupted at part [^]*\(key: (.*)\)/.exec(stderr) ?? [];
    expect(Number(said)).toBe(count);

    // Changed: as another chain it would begin anew.
    const changed = [...texts.slice(0, 19), 'The last day'];
    write('twenty.md', ...parts.slice(0, 19), 'The last day\n![Gone](gate.jpg)');
    const refused = await machine.run(['chain', file]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(
      `${count} of its 20 parts are live (${postThatSays(emulator, 'Day 1 of twenty').id}`,
    );
    expect(refused.stderr).toContain(`--key "${key}" goes on`);
    expect(live(texts)).toBe(count);
    // What is live cannot be changed any more.
    write('twenty.md', 'Day one', ...parts.slice(1));
    expect(await machine.run(['chain', file, '--key', key])).toMatchObject({ code: 2 });

    write('twenty.md', ...parts.slice(0, 19), 'The last day\n![Gone](gate.jpg)');
    const done = await machine.run(['chain', file, '--key', key, '--json']);
    expect(done.code).toBe(0);
    const { data } = JSON.parse(done.stdout);
    expect(data.map(({ id }: { readonly id: string }) => id)).toEqual(
      changed.map((text) => postThatSays(emulator, text).id),
    );
    expect(answers(changed)).toEqual([undefined, ...changed.slice(0, 19)]);
    expect(changed.every((text) => postThatSays(emulator, text).mediaType === 'IMAGE')).toBe(true);
    expect(postThatSays(emulator, 'Day 2 of twenty').content).toMatchObject({ altText: 'Picture 2' });
    const again = await machine.run(['chain', file, '--key', key, '--json']);
    expect(JSON.parse(again.stdout)).toEqual({ data, key, alreadyLive: true });
  });

  it('takes settings from the top of the file, for the first part or for all', async () => {
    const texts = ['One', 'Two', 'Three'];
    const file = write(
      'settings.md',
      '',
      `topic: kyoto\nreply-to: ${askedId}\nquote: "${askedId}"\nwho-can-reply: accounts-you-follow\napprove: true\ncountry: [jp, DE]\nreply-to-each: root\nmedia:\n  - { part: 2, video: walk.mp4, alt: A walk }`,
      'One',
      'Two ![A gate](gate.jpg)',
      'Three\n![](<garden.jpg>)\n![](https://nowhere.invalid/walk.mov?size=1)',
    );
    const { code, stdout, stderr } = await machine.run(['chain', file], { input: 'n' });
    expect({ code, stdout }).toMatchObject({ code: 1, stdout: '' });
    expect(stderr).toContain('2 of 3 parts are live');
    const { content } = postThatSays(emulator, 'One');
    expect(content).toMatchObject({ topicTag: 'kyoto', replyToId: askedId, quotedPostId: askedId });
    for (const text of texts.slice(0, 2))
      expect(postThatSays(emulator, text).content).toMatchObject({
        replyAudience: 'ACCOUNTS_YOU_FOLLOW',
        replyApprovals: true,
        allowlistedCountryCodes: ['JP', 'DE'],
      });
    expect(answers(texts.slice(0, 2))).toEqual(['Somebody asks', 'One']);
    const items = keptPosts(emulator).filter((each) =>
      postThatSays(emulator, 'Two').content.children?.includes(each.id),
    );
    expect(items.map(({ mediaType, content: { altText } }) => [mediaType, altText])).toEqual([
      ['IMAGE', 'A gate'],
      ['VIDEO', 'A walk'],
    ]);
  });

  it('names every fault of every part at once, with its line', async () => {
    const before = emulator.requests.length;
    const file = write(
      'faults.md',
      '',
      'topik: kyoto\napprove: perhaps\nreply-to-each: last\nmedia:\n  - { part: 9, image: gate.jpg }\n  - { part: 1 }',
      'x'.repeat(501),
      '',
      '\n![A gate](nowhere.jpg)',
    );
    const { code, stdout, stderr } = await machine.run(['chain', file, '--key', '']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const fault of [
      'line 3: there is no setting topik',
      'line 4: approve must be true or false',
      'line 5: reply-to-each must be previous or root',
      'line 7: there is no part 9',
      'line 8: media needs either image or video',
      'part 1 (line 10): the text must have at most 500 characters, has 501',
      'part 2 (line 12): there is nothing to post',
      'part 3 (line 15): nowhere.jpg cannot be opened',
      '--key is empty',
    ])
      expect(stderr).toContain(fault);
    expect(await machine.run(['chain', 'nowhere.md'])).toMatchObject({ code: 2 });
    writeFileSync(file, Buffer.from('Caf\u00E9', 'latin1'));
    expect((await machine.run(['chain', file])).stderr).toContain('faults.md is not a text in UTF-8');
    writeFileSync(file, '---\nA first part\n---\nA second');
    expect((await machine.run(['chain', file])).stderr).toContain(
      'line 2: what stands between the first two ---',
    );
    writeFileSync(file, '---\ntopic: [kyoto\n---\nA text');
    expect((await machine.run(['chain', file])).stderr).toMatch(/line \d: Flow sequence/);
    expect(emulator.requests.length).toBe(before);
  });

  it('shows a chain at a terminal as it will look, and asks', async () => {
    const words = 'in many words that do not fit into a narrow terminal';
    const file = write('asked.md', `First, ${words}\n\n![A gate](gate.jpg)`, `Second, ${words}`);
    const no = await machine.type(['chain', file], { columns: 40, answers: [['Post these 2 parts', 'n']] });
    const shown = stripVTControlCharacters(no.screen);
    expect(shown).toContain('1/2  ');
    expect(shown).toContain('gate.jpg: A gate');
    expect(no.screen).toContain('\u001B[1m');
    const [beforeTheQuestion = ''] = shown.split(/[◆◇]/);
    expect(beforeTheQuestion.split('\r\n').every((line) => line.length <= 40)).toBe(true);
    expect(no.code).toBe(130);
    expect(live([`First, ${words}`])).toBe(0);
    const end = await machine.type(['chain', file], { answers: [['Post these 2 parts', '\u0004']] });
    expect(end).toEqual({ code: 130, screen: expect.stringContaining('Interrupted') });
    expect(end.screen).not.toContain('Warning');
    const yes = await machine.type(['chain', file], { answers: [['Post these 2 parts', 'y']] });
    expect(yes.code).toBe(0);
    expect(live([`First, ${words}`, `Second, ${words}`])).toBe(2);
    const other = write('other.md', 'Not asked');
    const { code, screen } = await machine.type(['chain', other, '--yes'], { env: { NO_COLOR: '1' } });
    expect(code).toBe(0);
    expect(screen).not.toContain('\u001B[1m');
  });

  it('goes on a chain that is live with more parts, under its key; a file may hold another chain later', async () => {
    const file = write('longer.md', 'A', 'B');
    expect(await machine.run(['chain', file, '--key', 'story'])).toMatchObject({ code: 0 });
    const nameless = await machine.run(['chain', file]);
    expect(nameless).toMatchObject({ code: 2, stderr: expect.stringContaining('under the key story: 2 of') });
    write('longer.md', 'A', 'B', 'C');
    // Without the key it would be a second chain with the same beginning.
    const refused = await machine.run(['chain', file]);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('2 of its 2 parts are live') });
    expect(await machine.run(['chain', file, '--key', 'story'])).toMatchObject({ code: 0 });
    expect(answers(['A', 'B', 'C'])).toEqual([undefined, 'A', 'B']);
    write('longer.md', 'A', 'B');
    expect(await machine.run(['chain', file, '--key', 'story'])).toMatchObject({ code: 0 });
    write('longer.md', 'A', 'B', 'C', 'D');
    expect(await machine.run(['chain', file])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('3 of its 3 parts are live'),
    });
    write('longer.md', 'Something else');
    expect(await machine.run(['chain', file])).toMatchObject({ code: 0 });
  });

  it('sends nothing with --dry-run', async () => {
    const before = emulator.requests.length;
    const file = write('dry.md', `Dry\n![](gate.jpg)`, 'Run');
    const { code, stdout, stderr } = await machine.run(['chain', file, '--dry-run']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('An emulator takes it') });
    expect(stdout).toContain('2/2  3 of 500 characters');
    writeFileSync(file, '\uFEFFOne\r---\r\nTwo\n---\nThree');
    expect((await machine.run(['chain', file, '--dry-run'])).stdout).toContain('3/3  5 of 500 characters');
    write('dry.md', 'Dry', '![](https://nowhere.invalid/a.jpg)');
    const refused = await machine.run(['chain', file, '--dry-run', '--json']);
    expect(refused).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('would refuse part 2'),
    });
    expect(emulator.requests.length).toBe(before);
  });
});

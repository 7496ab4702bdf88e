import { describe, expect, it } from 'vitest';
import { getDependencyReleaseLine, getReleaseLine } from './changelog.ts';

describe('an entry of a changelog', () => {
  it('is what the changeset says, however many lines that has', () => {
    expect(getReleaseLine({ summary: '\nOne sentence.\n' })).toBe('- One sentence.');
    expect(getReleaseLine({ summary: 'Two lines, of\none sentence.\n\n- a list\n' })).toBe(
      '- Two lines, of\n  one sentence.\n\n  - a list',
    );
  });

  it('says once which packages are needed', () => {
    const dependencies = ['errors', 'media'].map((name) => ({
      name: `@threads-sdk/${name}`,
      newVersion: '2.0.0',
    }));
    expect(getDependencyReleaseLine([{}, {}], dependencies)).toBe(
      '- Needs `@threads-sdk/errors` 2.0.0 and `@threads-sdk/media` 2.0.0, or newer.',
    );
    expect(getDependencyReleaseLine([{}], [])).toBe('');
  });
});

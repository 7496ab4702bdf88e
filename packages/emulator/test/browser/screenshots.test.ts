import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumForTests, saveScreenshot, useBrowser } from '@threads-sdk/browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const chromium = await chromiumForTests();

describe.skipIf(chromium === undefined)('a picture for people', () => {
  const openTab = useBrowser(chromium);
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'threads-emulator-'));
    vi.stubEnv('SCREENSHOTS', '1');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it('is made, whatever its images are', async () => {
    const page = await openTab();
    await page.setContent('<h1>Hello</h1><img src="data:image/png;base64,nothing">');
    await saveScreenshot(page, join(folder, 'hello.png'));
    expect(existsSync(join(folder, 'hello.png'))).toBe(true);
  });

  it('that cannot be made is told and fails no test', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue(); // kept out of the output
    const page = await openTab();
    await page.close();
    await saveScreenshot(page, join(folder, 'closed.png'));
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(/^There is no picture .*closed\.png: .*closed/s));
    expect(existsSync(join(folder, 'closed.png'))).toBe(false);
  });
});

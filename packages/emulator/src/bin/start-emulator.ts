import { randomBytes, randomInt } from 'node:crypto';
import { createEmulator } from '../create-emulator.ts';
import type { Emulator } from '../emulator.ts';
import type { AppOptions } from '../model/app-options.ts';
import type { EmulatorOptions } from '../options.ts';
import type { EmulatorSnapshot } from '../state/snapshot.ts';
import type { Arguments } from './read-arguments.ts';
import { openStateFile, type StateFile } from './state-file.ts';

/**
 * The emulator that the arguments ask for, in the state that its file keeps. There, users who are new are added, and
 * what the arguments say of the app and the settings goes before what was kept.
 *
 * @param stop - Aborts what is on its way to the app, or being downloaded.
 * @throws {Error} with a sentence for the person if the state cannot be used; the file is then as it was.
 */
export function startEmulator(
  parsed: Arguments,
  stop: AbortSignal,
): {
  readonly emulator: Emulator;
  readonly stateFile?: StateFile;
} {
  if (parsed.stateFile === undefined) return { emulator: createEmulator(optionsOf(parsed, stop)) };
  const stateFile = openStateFile(parsed.stateFile);
  try {
    const { kept } = stateFile;
    // Created afresh and then restored, so that starting over leads back to the arguments and not to the kept state.
    const emulator = createEmulator(optionsOf(parsed, stop, kept));
    if (kept !== undefined) restore(emulator, kept, parsed);
    return { emulator, stateFile };
  } catch (error) {
    stateFile.close();
    throw error;
  }
}

function restore(
  emulator: Emulator,
  kept: EmulatorSnapshot,
  { seed, stateFile, usernames, settings, webhooks }: Arguments,
): void {
  if (seed !== undefined && seed !== kept.seed) {
    throw new Error(
      `${stateFile} began with --seed ${kept.seed}, not ${seed}: name another file, or leave --seed out`,
    );
  }
  emulator.restore({ ...kept, webhooks: { ...kept.webhooks, ...webhooks } });
  emulator.configure(settings);
  const known = new Set(emulator.users.map(({ username }) => username.toLowerCase()));
  for (const username of usernames) if (!known.has(username.toLowerCase())) emulator.addUser({ username });
}

function optionsOf(parsed: Arguments, stop: AbortSignal, kept?: EmulatorSnapshot): EmulatorOptions {
  const { usernames, media, settings, webhook, webhooks } = parsed;
  const { seed, app } = beginningOf(parsed, kept);
  const fetchUntilStopped = (request: Request): Promise<Response> =>
    fetch(request, { signal: AbortSignal.any([request.signal, stop]) });
  return {
    ...settings,
    app: { ...app, ...settings.app },
    ...(seed === undefined ? {} : { seed }),
    media: media === 'fetch' ? { fetch: fetchUntilStopped } : 'trust',
    webhooks: { ...webhooks, ...webhook, fetch: fetchUntilStopped },
    ...(usernames.length === 0 ? {} : { users: usernames.map((username) => ({ username })) }),
  };
}

/**
 * What everything follows from. Where nobody asks for a seed, it is another one on every machine and each time: pages of
 * any origin may call the API, and what they could calculate would open it to them.
 */
function beginningOf(
  { seed }: Arguments,
  kept: EmulatorSnapshot | undefined,
): { readonly seed: number | undefined; readonly app: Partial<AppOptions> } {
  if (kept !== undefined) {
    const { clientId, clientSecret } = kept.app;
    return { seed: kept.seed, app: { clientId, clientSecret } };
  }
  if (seed !== undefined) return { seed, app: {} };
  return {
    seed: randomInt(2 ** 32),
    app: {
      clientId: String(randomInt(10 ** 14, 2 ** 48 - 1)),
      clientSecret: randomBytes(24).toString('base64url'),
    },
  };
}

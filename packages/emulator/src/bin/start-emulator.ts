import { createEmulator } from '../create-emulator.ts';
import type { Emulator } from '../emulator.ts';
import type { AppOptions } from '../model/app-options.ts';
import type { EmulatorSnapshot } from '../state/snapshot.ts';
import type { Arguments } from './read-arguments.ts';
import { openStateFile, type StateFile } from './state-file.ts';

/**
 * The emulator that the arguments ask for, in the state that its file keeps. There, users who are new are added, and
 * what the arguments say of the app goes before what was kept.
 *
 * @throws {Error} with a sentence for the person if the state cannot be used; the file is then as it was.
 */
export function startEmulator(parsed: Arguments): {
  readonly emulator: Emulator;
  readonly stateFile?: StateFile;
} {
  if (parsed.stateFile === undefined) return { emulator: createEmulator(optionsOf(parsed)) };
  const stateFile = openStateFile(parsed.stateFile);
  try {
    const { kept } = stateFile;
    // Created afresh and then restored, so that starting over leads back to the arguments and not to the kept state.
    const emulator = createEmulator({
      ...optionsOf(parsed),
      ...(kept === undefined ? {} : { seed: kept.seed }),
    });
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
  { seed, stateFile, usernames, ...parsed }: Arguments,
): void {
  if (seed !== undefined && seed !== kept.seed) {
    throw new Error(
      `${stateFile} began with --seed ${kept.seed}, not ${seed}: name another file, or leave --seed out`,
    );
  }
  emulator.restore({ ...kept, app: { ...kept.app, ...appOf(parsed) } });
  const known = new Set(emulator.users.map(({ username }) => username.toLowerCase()));
  for (const username of usernames) if (!known.has(username.toLowerCase())) emulator.addUser({ username });
}

function optionsOf({ usernames, seed, media, ...parsed }: Arguments): Parameters<typeof createEmulator>[0] {
  return {
    app: appOf(parsed),
    ...(seed === undefined ? {} : { seed }),
    ...(media === undefined ? {} : { media }),
    ...(usernames.length === 0 ? {} : { users: usernames.map((username) => ({ username })) }),
  };
}

function appOf({
  redirectUris,
  appId,
  appSecret,
}: Pick<Arguments, 'redirectUris' | 'appId' | 'appSecret'>): Partial<AppOptions> {
  return {
    ...(appId === undefined ? {} : { clientId: appId }),
    ...(appSecret === undefined ? {} : { clientSecret: appSecret }),
    ...(redirectUris.length === 0 ? {} : { redirectUris }),
  };
}

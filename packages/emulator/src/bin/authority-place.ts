import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** The folder in which programs of a user keep what is theirs, by the conventions of the system. */
export function userDataFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  // One that is relative has to be ignored.
  const folder = env['XDG_DATA_HOME'];
  return folder?.startsWith('/') === true ? folder : join(home, '.local', 'share');
}

/** The folder that the local authority of this user is kept in. */
export function authorityFolder(): string {
  return join(userDataFolder(), 'threads-emulator', 'authority');
}

/** Where the certificate of the authority in a folder is, without the key. */
export function certificateFile(folder: string): string {
  return join(folder, 'authority.pem');
}

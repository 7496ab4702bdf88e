import { spawn } from 'node:child_process';
import process from 'node:process';

/** What opens an address on a platform. No shell is involved, so nothing in an address can be a command. */
function openerOf(platform: NodeJS.Platform): readonly [command: string, ...leading: string[]] {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return ['xdg-open'];
}

/**
 * Opens an address in the person's browser, which goes on when this program ends.
 *
 * @returns Resolves once the platform's opener has started.
 * @throws {Error} with a sentence for the person if there is no opener.
 */
export async function openBrowser(url: string): Promise<void> {
  const [command, ...leading] = openerOf(process.platform);
  await new Promise<void>((resolve, reject) => {
    const child = spawn(command, [...leading, url], { detached: true, stdio: 'ignore' });
    child.once('spawn', resolve);
    child.once('error', (cause) => {
      reject(
        new Error(`could not open a browser (${command}: ${cause.message}): open ${url} yourself`, { cause }),
      );
    });
    child.unref();
  });
}

import { join } from 'node:path';
import { readManifest, root } from './workspace.ts';

/** What stands in the root's package.json until the repository has an address. */
const placeholder = 'https://repository.invalid/threads-sdk';

/**
 * The address of the repository, the one setting for it: `repository` of the root's package.json. Everything that needs it is
 * written or made from there: the manifests, the links of the site.
 */
export function repositoryAddress(): string {
  return checkAddress(readManifest(join(root, 'package.json'))['repository']);
}

/** @throws {Error} if no manifest and no link can be made with it */
export function checkAddress(address: unknown): string {
  if (typeof address !== 'string' || !/^https:\/\/\S+$/.test(address) || /(?:\/|\.git)$/.test(address))
    throw new Error(
      '`repository` of package.json has to be an address with https, and without a slash or .git at the end.',
    );
  return address;
}

/** Whether an address is the placeholder, which must not be published. */
export function isPlaceholder(address: string): boolean {
  return address === placeholder;
}

/** What a package's package.json says of where it comes from. */
export function originOf(
  folder: string,
  address: string,
): {
  readonly homepage: string;
  readonly bugs: { readonly url: string };
  readonly repository: { readonly type: 'git'; readonly url: string; readonly directory: string };
} {
  const directory = `packages/${folder}`;
  return {
    homepage: `${address}/tree/main/${directory}#readme`,
    bugs: { url: `${address}/issues` },
    repository: { type: 'git', url: `git+${address}.git`, directory },
  };
}

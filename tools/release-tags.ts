/**
 * Prints the tag of each package's version, such as `@threads-sdk/auth@1.2.0`.
 *
 *     node tools/release-tags.ts
 */
import { readPackages } from './workspace.ts';

for (const { manifest } of readPackages()) console.log(`${manifest.name}@${manifest.version}`);

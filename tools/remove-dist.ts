/**
 * Removes `dist` of the package that it is run in: tsc leaves what it made of sources that are gone, turbo would keep
 * it in its cache, and it would be published.
 */
import { rmSync } from 'node:fs';

rmSync('dist', { recursive: true, force: true });

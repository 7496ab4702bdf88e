import type { Stage } from '../stage.ts';
import { tryCheckJs, tryCommonjs } from './javascript.ts';
import { tryJest } from './jest.ts';
import { tryNest } from './nestjs.ts';
import { tryAstro, tryExpress, tryHono, tryNext, trySvelteKit } from './sites.ts';
import { tryVite } from './vite-react.ts';

/** How each example is tried, the longest first. */
export const checks: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  next: tryNext,
  astro: tryAstro,
  sveltekit: trySvelteKit,
  nestjs: tryNest,
  'hono-workers': tryHono,
  'vite-react': tryVite,
  jest: tryJest,
  commonjs: tryCommonjs,
  express: tryExpress,
  'check-js': tryCheckJs,
};

/** Those that take little time and that most people have. */
export const fast: readonly string[] = ['next', 'vite-react', 'commonjs', 'jest'];

import type { Case } from '../in-runtime/case.ts';
import { login } from './login.ts';

/** Every case, in the order in which they are run. */
export const cases: readonly Case[] = [...login];

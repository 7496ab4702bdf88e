import type { Case } from '../in-runtime/case.ts';
import { callbacks } from './callbacks.ts';
import { credentialsAndSealing } from './credentials-and-sealing.ts';
import { errors } from './errors.ts';
import { exactNumbers } from './exact-numbers.ts';
import { journals } from './journals.ts';
import { login } from './login.ts';
import { media } from './media.ts';
import { operations } from './operations.ts';
import { publishing } from './publishing.ts';
import { publishingFailures } from './publishing-failures.ts';
import { readingAndPaging } from './reading-and-paging.ts';
import { redaction } from './redaction.ts';
import { retries } from './retries.ts';
import { text } from './text.ts';
import { timeOutsAndAborts } from './time-outs-and-aborts.ts';
import { tokensAndRefresh } from './tokens-and-refresh.ts';
import { webhooks } from './webhooks.ts';

/** Every case, in the order in which they are run. */
export const cases: readonly Case[] = [
  ...login,
  ...tokensAndRefresh,
  ...credentialsAndSealing,
  ...readingAndPaging,
  ...operations,
  ...exactNumbers,
  ...errors,
  ...retries,
  ...timeOutsAndAborts,
  ...publishing,
  ...publishingFailures,
  ...journals,
  ...text,
  ...webhooks,
  ...callbacks,
  ...media,
  ...redaction,
];

import type { InputIssue } from '@threads-sdk/errors';
import { isId } from './id-of.ts';
import type { PublishState, PublishStep } from '../state.ts';

/** Reads a state that was kept as text; `undefined` if it is none. */
export function parseState(text: string): PublishState | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isState(value) ? value : undefined;
}

function isState(value: unknown): value is PublishState {
  return stateFaults(value).length === 0;
}

/** What is wrong with a state, its post aside. */
export function stateFaults(state: unknown): InputIssue[] {
  const given: Readonly<Record<string, unknown>> = Object(state);
  const { step, due } = given;
  const [, members] = Object.entries(membersOf).find(([name]) => name === step) ?? [];
  if (!members) return [{ path: 'step', message: 'must be a step of publishing' }];
  const faults = members.filter((name) => !(checks[name] ?? isCount)(given[name]));
  if (due !== undefined && !isCount(due)) faults.push('due');
  return faults.map((path) => ({ path, message: 'is not as it was given' }));
}

const course = ['post', 'children', 'recreated'];
const placed = [...course, 'containerId'];

/** What the state before each step must have. */
const membersOf: Readonly<Record<PublishStep, readonly string[]>> = {
  'create-children': course,
  'wait-for-children': [...course, 'pending', 'since'],
  'create-container': [...course, 'refusals'],
  'wait-for-container': [...placed, 'since'],
  publish: [...placed, 'refusals', 'unclear'],
  confirm: [...placed, 'sentAt', 'unclear', 'looks'],
  'find-post': [...placed, 'sentAt', 'looks'],
  'publish-at-once': ['post', 'refusals'],
  'confirm-at-once': ['post', 'sentAt', 'looks'],
  done: ['post', 'id'],
};

/** Checks of the members that are no counts or times. */
const checks: Readonly<Record<string, (value: unknown) => boolean>> = {
  post: (value) => typeof value === 'object' && value !== null,
  children: isIds,
  pending: isIds,
  recreated: (value) => typeof value === 'boolean',
  containerId: isId,
  id: isId,
};

function isIds(value: unknown): boolean {
  return Array.isArray(value) && value.every(isId);
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0;
}

import { statSync } from 'node:fs';
import type { Client } from '@threads-sdk/core-http/fetch';
import type { Credentials } from '@threads-sdk/credentials';
import type { InputIssue } from '@threads-sdk/errors';
import {
  boundedList,
  callable,
  checkInput,
  custom,
  flag,
  inputObject,
  listOf,
  oneOf,
} from '@threads-sdk/internal';
import type { Journal, MediaCheck, MediaStorage } from '@threads-sdk/publish';
import type * as v from 'valibot';
import type { AuditEntry } from './audit.ts';
import type { McpScheduler } from './scheduler.ts';
import { type ToolName, toolNames, writing } from './tool-names.ts';

/**
 * Which files of the disk agents may post.
 *
 * @category Serve
 */
export interface McpFiles {
  /** Paths of folders: what lies below one may be posted. A link that leads out of them may not. */
  readonly folders: readonly string[];
  /** Opens a file: `openFile` of `@threads-sdk/storage/node`. */
  readonly open: (path: string) => Promise<Blob>;
}

/**
 * What {@link createMcpServer} takes.
 *
 * @category Serve
 */
export interface McpOptions {
  /** Made by `createClient`: whoever it is for is who posts. It gives the time, too. */
  readonly client: Client;

  /**
   * Where it is kept how far each post is. Nothing is published without, and the same post is never published twice under one
   * key as long as the journal keeps what it was given.
   */
  readonly journal: Journal;

  /** The credentials of the client, to tell how long they work and what they are for. Default: that is not told. */
  readonly credentials?: Credentials | (() => Credentials | Promise<Credentials>);

  /** Where files are kept until Meta downloads them. Needed for `files`, and for posts with stored files. */
  readonly storage?: MediaStorage;

  /** Which files of the disk may be posted. Default: none. */
  readonly files?: McpFiles;

  /**
   * Looks at media, such as `checkMedia` of `@threads-sdk/media`: at files before a person is asked, at what has an address after they
   * said yes, since a request for an address tells whoever is there what is in it. Default: nobody does.
   */
  readonly check?: MediaCheck;

  /** With it there is the tool `schedule`. */
  readonly scheduler?: McpScheduler;

  /** Leaves out every tool that changes something. Default `false`. */
  readonly readOnly?: boolean;

  /** The tools that there are. Default: all. */
  readonly allow?: readonly ToolName[];

  /** Hears of every call of a tool. It changes nothing: what it throws is written to `console.error`. */
  readonly audit?: (entry: AuditEntry) => unknown;
}

/**
 * @internal
 * Checks the options of a server.
 *
 * @param own those that one function alone has
 */
export function checkOptions<Options extends McpOptions>(
  call: string,
  options: Options,
  own: v.ObjectEntries = {},
): Options {
  const { allow, files, readOnly, scheduler, storage }: Partial<McpOptions> = Object(options);
  const issues: InputIssue[] = [];
  if (files !== undefined && storage === undefined)
    issues.push({ path: 'storage', message: 'is needed for files' });
  for (const [index, name] of (Array.isArray(allow) ? allow : []).entries()) {
    if (readOnly === true && writing.includes(name))
      issues.push({ path: `allow[${index}]`, message: `${name} changes something, which readOnly forbids` });
    if (name === 'schedule' && scheduler === undefined)
      issues.push({ path: `allow[${index}]`, message: 'schedule needs the option scheduler' });
    if (name === 'preview' && !writing.some((each) => allow?.includes(each)))
      issues.push({ path: `allow[${index}]`, message: `preview goes with one of ${writing.join(', ')}` });
  }
  checkInput(call, optionsSchema(own), options, issues);
  return options;
}

function optionsSchema(own: v.ObjectEntries): v.GenericSchema<unknown, object> {
  const functions = (...names: readonly string[]): v.GenericSchema =>
    custom(
      (value) => names.every((name) => typeof Object(value)[name] === 'function'),
      `must have the functions ${names.join(', ')}`,
    );
  const folder = custom<string>(
    (value) =>
      typeof value === 'string' && statSync(value, { throwIfNoEntry: false })?.isDirectory() === true,
    'must be the path of a folder that is there',
  );
  return inputObject(
    {
      client: custom(
        (value) => Object(Object(value).clock).now !== undefined,
        'must be made by createClient',
      ),
      journal: functions('get', 'set'),
      credentials: custom(
        (value) => typeof value === 'function' || Object(value).expiration instanceof Date,
        'must be credentials, or a function that gives them',
      ),
      storage: functions('open'),
      files: inputObject({ folders: boundedList(folder, 1), open: callable() }, ['folders', 'open']),
      check: callable(),
      scheduler: functions('schedule', 'get', 'list', 'cancel'),
      readOnly: flag,
      allow: listOf(oneOf(toolNames)),
      audit: callable(),
      ...own,
    },
    ['client', 'journal'],
  );
}

import type { Context } from './context.ts';

/** What every runtime is asked to do. It throws where the runtime does something else. */
export interface Case {
  /** A sentence. */
  readonly name: string;
  readonly run: (context: Context) => Promise<void> | void;
}

/** What came of a case in a runtime. */
export interface CaseResult {
  readonly name: string;
  readonly milliseconds: number;
  /** Absent where it passed. */
  readonly error?: string;
}

/** Where a stage is, as plain data that is handed to each runtime. */
export interface StageSettings {
  /** Such as `node 22`. Only for what a runtime does that no package can change. */
  readonly runtime: string;
  /** The emulator. */
  readonly baseUrl: string;
  /** The same server by another name, so that a page of `baseUrl` is of another origin. */
  readonly otherOriginUrl: string;
  /** Controls the emulator, and serves files under `/files`. */
  readonly deskUrl: string;
  /** Nobody listens there. */
  readonly closedUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly verifyToken: string;
}

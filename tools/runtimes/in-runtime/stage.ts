/** Where the servers are that the tests of `network` talk to, as plain data that is handed to each runtime. */
export interface Stage {
  /** Such as `node 22`. Only for what a runtime does that no package can change. */
  readonly runtime: string;
  /** A served emulator. */
  readonly baseUrl: string;
  /** Controls the emulator, and serves files under `/files`. */
  readonly deskUrl: string;
  /** Nobody listens there. */
  readonly closedUrl: string;
  /** A server that verifies signatures as S3 does, with the bucket `media`. */
  readonly s3: {
    readonly endpoint: string;
    readonly region: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
}

let taken: Stage | undefined;

/** Called once, before any test. */
export function takeStage(stage: Stage): void {
  taken = stage;
}

/** The stage that was handed to this runtime. */
export function theStage(): Stage {
  if (taken === undefined) throw new Error('No stage was handed to this runtime.');
  return taken;
}

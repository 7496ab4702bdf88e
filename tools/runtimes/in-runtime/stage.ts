/** Where the servers are that the tests of `network` talk to, as plain data that is handed to each runtime. */
export interface Stage {
  /** Such as `node 22`. Only for what a runtime does that no package can change. */
  readonly runtime: string;
  /** A served emulator. */
  readonly baseUrl: string;
  /** The same server by another name, so that a page of `baseUrl` is of another origin. */
  readonly otherOriginUrl: string;
  /** Controls the emulator, and serves files under `/files`. */
  readonly deskUrl: string;
  /** Nobody listens there. */
  readonly closedUrl: string;
}

/** The app that the emulator knows. */
export const app = {
  clientId: '990602627938098',
  clientSecret: 'f00dfeedf00dfeedf00dfeedf00dfeed',
  redirectUri: 'https://app.example/callback',
};

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

import type { MediaFaultCode } from './media-fault.ts';

/** Nothing more can be found out about a file. It stays inside of this package and becomes a fault. */
export class Stop extends Error {
  override readonly name = 'Stop';
  readonly code: MediaFaultCode;

  constructor(code: MediaFaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A file that is not what its format asks for. */
export function damaged(what: string): Stop {
  return new Stop('DAMAGED', `is damaged: ${what}`);
}

/** As much was read as this package allows itself. */
export function limitReached(): Stop {
  return new Stop('READ_LIMIT_REACHED', 'does not show what it is within the 8 MiB that are read of it');
}

import { custom } from '@threads-sdk/internal';
import type * as v from 'valibot';
import type { StoredFile } from './post.ts';

/**
 * The schema of the address of a page or file.
 *
 * @param storage of media: where files are, whose keys may stand in place of addresses; `false` if they are nowhere
 */
export function webAddress(storage?: unknown): v.GenericSchema<string> {
  return custom<string>(
    (value) => {
      if (typeof value !== 'string' || !URL.canParse(value))
        return typeof Object(storage && value).stored === 'string';
      const { protocol, username, password } = new URL(value);
      return /^https?:$/.test(protocol) && username + password === ''; // which everybody would see
    },
    `must be an http or https URL without user name or password${storage === undefined ? '' : '; files: openFile, storeFiles, options.storage'}`,
  );
}

/** An address as it is sent. One may be given with its scheme in capitals, and with white space around it. */
export function addressToSend(address: string | StoredFile | undefined): string | undefined {
  if (typeof address !== 'string') return undefined;
  return URL.canParse(address) ? new URL(address).href : address;
}

/** An address without what is often added to it or taken from it. */
export function bareAddress(address = ''): string {
  const { href } = URL.canParse(address) ? new URL(address) : { href: address };
  return href.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
}

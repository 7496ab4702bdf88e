import { custom } from '@threads-sdk/internal';
import type * as v from 'valibot';

/** The schema of the address of a page or file. */
export function webAddress(): v.GenericSchema<string> {
  return custom<string>((value) => {
    if (typeof value !== 'string' || !URL.canParse(value)) return false;
    const { protocol, username, password } = new URL(value);
    return /^https?:$/.test(protocol) && username + password === ''; // which everybody would see
  }, 'must be an http or https URL without user name or password');
}

/** An address as it is sent. One may be given with its scheme in capitals, and with white space around it. */
export function addressToSend(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).href : address;
}

/** An address without what is often added to it or taken from it. */
export function bareAddress(address = ''): string {
  const { href } = URL.canParse(address) ? new URL(address) : { href: address };
  return href.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
}

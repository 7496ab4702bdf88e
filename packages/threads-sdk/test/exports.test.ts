import * as auth from '@threads-sdk/auth';
import * as checkSetup from '@threads-sdk/check-setup';
import * as coreHttp from '@threads-sdk/core-http';
import * as coreHttpFetch from '@threads-sdk/core-http/fetch';
import * as credentials from '@threads-sdk/credentials';
import * as endpoints from '@threads-sdk/endpoints';
import * as errors from '@threads-sdk/errors';
import * as inbox from '@threads-sdk/inbox';
import * as media from '@threads-sdk/media';
import * as publish from '@threads-sdk/publish';
import * as storage from '@threads-sdk/storage';
import * as webhooks from '@threads-sdk/webhooks';
import * as root from 'threads-sdk';
import * as authHere from 'threads-sdk/auth';
import * as checkSetupHere from 'threads-sdk/check-setup';
import * as coreHttpHere from 'threads-sdk/core-http';
import * as coreHttpFetchHere from 'threads-sdk/core-http/fetch';
import * as credentialsHere from 'threads-sdk/credentials';
import * as endpointsHere from 'threads-sdk/endpoints';
import * as errorsHere from 'threads-sdk/errors';
import * as inboxHere from 'threads-sdk/inbox';
import * as mediaHere from 'threads-sdk/media';
import * as publishHere from 'threads-sdk/publish';
import * as storageHere from 'threads-sdk/storage';
import * as webhooksHere from 'threads-sdk/webhooks';
import { describe, expect, it } from 'vitest';

/** What each package exports, and the entry that repeats it. */
const packages: Readonly<Record<string, readonly [single: object, here: object]>> = {
  auth: [auth, authHere],
  'check-setup': [checkSetup, checkSetupHere],
  'core-http': [coreHttp, coreHttpHere],
  credentials: [credentials, credentialsHere],
  endpoints: [endpoints, endpointsHere],
  errors: [errors, errorsHere],
  inbox: [inbox, inboxHere],
  media: [media, mediaHere],
  publish: [publish, publishHere],
  storage: [storage, storageHere],
  webhooks: [webhooks, webhooksHere],
};

describe('threads-sdk', () => {
  it('exports all that its packages export, the same values, and nothing else', () => {
    const all = Object.assign({}, ...Object.values(packages).map(([single]) => single));
    expect({ ...root }).toEqual(all);
    for (const [name, value] of Object.entries(all)) expect(Object(root)[name]).toBe(value);
  });

  it('exports no name of which two packages have a value of their own', () => {
    const exported = Object.values(packages).flatMap(([single]) => Object.entries(single));
    const values = new Map(exported);
    expect(exported.filter(([name, value]) => values.get(name) !== value)).toEqual([]);
    expect(values.size).toBeGreaterThan(100);
  });

  it.each(Object.entries(packages))(
    'has the entry %s, which exports what the package does',
    (_, [single, here]) => {
      expect(Object.keys(here)).toEqual(Object.keys(single));
      for (const [name, value] of Object.entries(single)) expect(Object(here)[name]).toBe(value);
    },
  );

  it('has two clients: its own sends through ky, that of core-http/fetch by the runtime', () => {
    expect(root.createClient).toBe(coreHttp.createClient);
    expect(Object.keys(coreHttpFetchHere)).toEqual(Object.keys(coreHttpFetch));
    expect(coreHttpFetchHere.createClient).toBe(coreHttpFetch.createClient);
    expect(root.createClient).not.toBe(coreHttpFetchHere.createClient);
  });
});

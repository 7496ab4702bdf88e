import * as auth from '@threads-sdk/auth';
import * as coreHttp from '@threads-sdk/core-http';
import * as credentials from '@threads-sdk/credentials';
import * as emulator from '@threads-sdk/emulator';
import * as endpoints from '@threads-sdk/endpoints';
import * as errors from '@threads-sdk/errors';
import * as publishing from '@threads-sdk/publish';
import * as webhooks from '@threads-sdk/webhooks';
import { describe, expect, it } from 'vitest';
import { readErrorClasses } from '../errors-table.ts';
import { namesIn, rowsOf } from '../guide-tables.ts';

const rows = rowsOf('docs/guides/from-pythreads.md')
  .filter(({ heading }) => heading === 'PyThreads')
  .map(({ cells: [theirs = '', ours = ''] }) => ({ theirs, ours }));

// Everything public of 0.1.0 and 0.2.1.
const theirNames = [
  'Configuration',
  'Configuration.app_id',
  'Configuration.api_secret',
  'Configuration.redirect_uri',
  'Configuration.scopes',
  'Configuration.scopes_str()',
  'Threads.load_configuration()',
  'Threads.authorization_url()',
  'Threads.complete_authorization()',
  'Threads.fetch_user_id_and_token()',
  'Threads.fetch_long_lived_token()',
  'Threads.refresh_long_lived_token()',
  'Threads.build_graph_api_url()',
  'Credentials.user_id',
  'Credentials.scopes',
  'Credentials.short_lived',
  'Credentials.access_token',
  'Credentials.expiration',
  'Credentials.to_json()',
  'Credentials.from_json()',
  'Credentials.expires_in()',
  'Credentials.expired()',
  'API.account()',
  'API.user_insights()',
  'API.publishing_limit()',
  'API.create_container()',
  'API.create_carousel_container()',
  'API.container_status()',
  'API.publish_container()',
  'API.container()',
  'API.thread()',
  'API.threads()',
  'API.replies()',
  'API.conversation()',
  'API.manage_reply()',
  'API.insights()',
  'API.publish()',
  'Attachment',
  'Media',
  'MediaType',
  'ReplyControl',
  'PublishingStatus',
  'PublishingError',
  'ContainerStatus',
  'ThreadsAccessTokenExpired',
  'ThreadsAuthenticationError',
  'ThreadsInvalidParameter',
  'ThreadsResponseError',
];

describe('the guide from PyThreads', () => {
  it.each(theirNames)('says what takes the place of %s', (name) => {
    const row = rows.find(({ theirs }) => namesIn(theirs).includes(name));
    expect(row?.ours).toMatch(/\w/);
  });

  it('names functions that exist, and nothing else that looks like one', () => {
    const modules = [auth, coreHttp, credentials, endpoints, errors, publishing];
    const exported = new Set(modules.flatMap((module) => Object.keys(module)));
    const fields = ['userId', 'scopes', 'shortLived', 'accessToken', 'expiration', 'code', 'remedy', 'url'];
    const parameters = ['redirectUri', 'baseUrl', 'state', 'callbackUrl', 'media', 'replyControl', 'replyTo'];
    const members = ['status', 'error_message', 'errorMessage', 'media_type', 'carriedOut'];
    const names = rows.flatMap(({ ours }) => namesIn(ours)).filter((name) => /^[a-z]\w+$/.test(name));
    const functions = names.filter((name) => ![...fields, ...parameters, ...members].includes(name));
    expect(functions.length).toBeGreaterThan(30);
    expect(functions.filter((name) => !exported.has(name))).toEqual([]);
  });

  it('is beside one from other clients, whose functions of ours exist too', () => {
    const modules = [auth, coreHttp, emulator, endpoints, publishing, webhooks];
    const exported = new Set(modules.flatMap((module) => Object.keys(module)));
    const names = rowsOf('docs/guides/from-other-clients.md')
      .filter(({ heading }) => heading === 'Here')
      .flatMap(({ cells: [ours = ''] }) => namesIn(ours));
    const functions = names.filter((name) => !['media', 'replyTo', 'quote'].includes(name));
    expect(functions.length).toBeGreaterThan(30);
    expect(functions.filter((name) => !exported.has(name))).toEqual([]);
  });

  it('names error codes that exist', () => {
    const known = readErrorClasses().flatMap((each) => each.codes);
    const codes = rows.flatMap(({ ours }) => namesIn(ours)).filter((name) => /^[A-Z]+_[A-Z_]+$/.test(name));
    expect(codes.length).toBeGreaterThan(8);
    expect(codes.filter((code) => !known.includes(code))).toEqual([]);
  });
});

import {
  InMemoryMetricExporter,
  AggregationTemporality,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import {
  completeAuthorization,
  createAuthorizationUrl,
  debugToken,
  getAppToken,
  refreshCredentials,
} from '@threads-sdk/auth';
import { createClient, printCalls } from '@threads-sdk/core-http';
import { createEmulator, createVirtualClock } from '@threads-sdk/emulator';
import * as endpoints from '@threads-sdk/endpoints';
import description from '@threads-sdk/openapi' with { type: 'json' };
import { instrumentClient, tracePost } from '@threads-sdk/opentelemetry';
import { publish } from '@threads-sdk/publish';
import { expect, it } from 'vitest';

const day = 24 * 60 * 60 * 1000;
/** All that there are. */
const scopes = Object.keys(description.components.securitySchemes.user_token.flows.authorizationCode.scopes);

it.each(['header', 'query', 'body'] as const)(
  'what is printed, traced and measured of a login, of posts and of every endpoint holds no secret, with the token in the %s',
  async (tokenPlacement) => {
    const lines: string[] = [];
    const spans = new InMemorySpanExporter();
    const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 3_600_000 });
    const telemetry = {
      tracerProvider: new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] }),
      meterProvider: new MeterProvider({ readers: [reader] }),
    };

    const clock = createVirtualClock();
    const redirectUri = 'https://app.example/callback';
    const clientSecret = 'canary-of-the-app-secret';
    const emulator = createEmulator({
      clock,
      app: { clientSecret, redirectUris: [redirectUri] },
      users: [{ username: 'mika', followers: 200, posts: ['One'] }, { username: 'ann' }],
    });
    const http = {
      clock,
      fetch: emulator.fetch,
      tokenPlacement,
      debug: printCalls({ write: (line) => void lines.push(line) }),
    };
    const app = {
      clientId: emulator.app.clientId,
      clientSecret,
      redirectUri,
      client: instrumentClient(createClient(http), telemetry),
    };

    const { url, state } = createAuthorizationUrl(app, { scopes });
    const consent = { method: 'POST', body: new URLSearchParams({ decision: 'allow' }) };
    const callbackUrl = (await emulator.fetch(new Request(url, consent))).headers.get('location') ?? '';
    const first = await completeAuthorization(app, { callbackUrl, state, scopes });
    clock.advance(2 * day);
    const credentials = await refreshCredentials(app, { credentials: first });
    const { accessToken: token } = credentials;
    await debugToken(app, { token, testerToken: token });
    const appToken = await getAppToken(app);

    const client = instrumentClient(createClient({ ...http, credentials }), telemetry);
    const image = 'https://media.example/gate.jpg';
    const { id } = await tracePost(() => publish(client, { text: 'Watched', media: [{ image }] }), telemetry);
    const location = { location_id: '1' };
    const parameters: Readonly<Record<string, object>> = {
      createContainer: { media_type: 'TEXT', text: 'Made by hand' },
      deletePost: { media_id: id },
      getContainer: { container_id: '1' },
      getLocation: location,
      getOembed: { url: 'https://www.threads.com/@mika/post/C0' },
      listProfilePosts: { username: 'meta' },
      lookupProfile: { username: 'meta' },
      getUserInsights: { metric: ['views'] },
      getThreadInsights: { media_id: id, metric: ['views'] },
      managePendingReply: { reply_id: id, approve: true },
      manageReply: { reply_id: id, hide: true },
      publishContainer: { creation_id: '1' },
      searchLocations: { q: 'Kyoto' },
      searchThreads: { q: 'kyoto' },
    };
    // All but the one that makes a table of an answer.
    const called = Object.entries(endpoints).filter(([name]) => name !== 'metricsOf');
    for (const [name, call] of called.toSorted(([one]) => (one === 'deletePost' ? 1 : -1))) {
      const some = {
        ...(/^(?:getThread|list(?:Conv|Pend|Repl)|repost)/.test(name) && { media_id: id }),
        ...parameters[name],
      };
      // Some are refused by the emulator, which is watched as well; each takes other parameters.
      await (call as (...args: unknown[]) => Promise<unknown>)(client, some).catch(() => undefined);
    }

    const printed = lines.join('\n');
    await telemetry.meterProvider.forceFlush();
    const exported = JSON.stringify([
      spans.getFinishedSpans().map(({ attributes, events, links, name, status }) => {
        return { attributes, events, links, name, status };
      }),
      metrics.getMetrics(),
    ]);
    const operations = [...called.map(([name]) => name), 'exchangeCode', 'exchangeToken', 'refreshToken'];
    const unseen = (text: string): readonly string[] => operations.filter((name) => !text.includes(name));
    expect(unseen(exported)).toEqual([]);
    // Each was sent: nothing of it was refused before.
    expect(operations.filter((name) => !printed.includes(` ${name} > `))).toEqual([]);

    const code = new URL(callbackUrl).searchParams.get('code') ?? '';
    const secrets = [clientSecret, code, token, first.accessToken, appToken];
    const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret), secret.slice(0, 20)]);
    expect(forms.map((form) => form.length).every((length) => length > 19)).toBe(true);
    for (const form of forms) {
      expect(printed).not.toContain(form);
      expect(exported).not.toContain(form);
    }
  },
);

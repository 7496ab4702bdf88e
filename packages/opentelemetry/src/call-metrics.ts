import type { Context, MeterProvider } from '@opentelemetry/api';
import type { AttemptEnd, AttemptEvent } from '@threads-sdk/core-http/fetch';
import { metricAttributes } from './http-attributes.ts';
import { scope } from './telemetry-options.ts';

/** What is measured of calls. */
export interface CallMetrics {
  readonly attempted: (event: AttemptEvent, end: AttemptEnd, seconds: number, context: Context) => void;
  readonly repeated: (operation: string, code: string) => void;
  readonly ended: (operation: string, outcome: string, code: string | undefined, seconds: number) => void;
}

export function createCallMetrics(provider: MeterProvider): CallMetrics {
  const meter = provider.getMeter(scope);
  const requests = meter.createHistogram('http.client.request.duration', {
    description: 'Duration of HTTP client requests.',
    unit: 's',
    // Those of the semantic conventions.
    advice: {
      explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    },
  });
  const calls = meter.createHistogram('threads.client.call.duration', {
    description: 'How long calls took, with repetitions and waits, by what became of them',
    unit: 's',
    // From one quick exchange to the end of the budget for repetitions.
    advice: { explicitBucketBoundaries: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120] },
  });
  const retries = meter.createCounter('threads.client.retries', {
    description: 'How often calls were repeated, by why',
    unit: '{retry}',
  });
  const used = meter.createGauge('threads.client.rate_limit.used', {
    description: "How much of the app's rate limit is used, as Meta said last",
    unit: '%',
  });
  return {
    attempted: (event, end, seconds, context) => {
      requests.record(seconds, metricAttributes(event, end), context);
      for (const [name, percent] of Object.entries(end.usage ?? {}))
        if (limits.has(name)) used.record(percent, { limit: name });
    },
    repeated: (operation, code) => retries.add(1, { operation, code }),
    ended: (operation, outcome, code, seconds) =>
      calls.record(seconds, { operation, outcome, ...(code !== undefined && { code }) }),
  };
}

/** The limits that Meta documents: a name that somebody else makes up must not become a series. */
const limits: ReadonlySet<string> = /* @__PURE__ */ new Set(['call_count', 'total_time', 'total_cputime']);

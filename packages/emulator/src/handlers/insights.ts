import type { Call, Handler, Outcome } from './call.ts';
import { invalidParameter, objectNotFound, parameterMissing, unknownError } from '../graph/errors.ts';
import { threadInsight } from '../insights/thread-insights.ts';
import { userInsight } from '../insights/user-insights.ts';
import { readWindow, windowUrl } from './insights-window.ts';
import { limits, type OneOf } from '../description/limits.ts';
import { optionalList } from '../graph/parameters.ts';

/** Numbers about posts and profiles. */
export const insightHandlers: Readonly<Record<string, Handler>> = { getThreadInsights, getUserInsights };

function getThreadInsights(call: Call): Outcome {
  const { context, id, user } = call;
  const post = context.store.posts.get(id);
  if (post === undefined || post.ownerId !== user.id) throw objectNotFound('GET', id);
  const metrics = optionalList(call.parameters, 'metric');
  if (metrics === undefined) throw parameterMissing('metric');
  // Observed: the account's metric is not refused like any other wrong one.
  if (metrics.includes('clicks')) throw unknownError();
  const known = checkMetrics(metrics, limits.threadMetrics.value);
  if (post.mediaType === 'REPOST_FACADE') return { body: { data: [] } };
  return { body: { data: known.map((metric) => threadInsight(context, post, metric)) } };
}

function getUserInsights(call: Call): Outcome {
  const { context, parameters, user } = call;
  const metrics = optionalList(parameters, 'metric');
  if (metrics === undefined) throw parameterMissing('metric');
  const known = checkMetrics(metrics, limits.userMetrics.value);
  const breakdowns = optionalList(parameters, 'breakdown') ?? [];
  const [breakdown] = checkBreakdowns(breakdowns);
  if (known.includes('follower_demographics') && (breakdown === undefined || breakdowns.length > 1)) {
    throw invalidParameter(
      `Param breakdown must be one of {${limits.demographicBreakdowns.value.join(', ')}}`,
    );
  }
  const window = readWindow(call);
  const entries = known.map((metric) => userInsight(context, user, metric, window, breakdown));
  return {
    body: {
      data: entries.filter((entry) => entry !== undefined),
      paging: { previous: windowUrl(call, window, -1), next: windowUrl(call, window, 1) },
    },
  };
}

function checkMetrics<Metric extends string>(
  names: readonly string[],
  metrics: readonly Metric[],
): readonly Metric[] {
  const known = names.map((name, index) => {
    const metric = metrics.find((candidate) => candidate === name);
    if (metric !== undefined) return metric;
    throw invalidParameter(`metric[${index}] must be one of the following values: ${metrics.join(', ')}`);
  });
  return [...new Set(known)];
}

function checkBreakdowns(names: readonly string[]): readonly OneOf<'demographicBreakdowns'>[] {
  return names.map((name) => {
    const breakdown = limits.demographicBreakdowns.value.find((candidate) => candidate === name);
    if (breakdown !== undefined) return breakdown;
    throw invalidParameter(
      `Param breakdown must be one of {${limits.demographicBreakdowns.value.join(', ')}}`,
    );
  });
}

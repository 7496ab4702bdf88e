import type { Check } from './check.ts';
import { observationChecks } from './checks/observations.ts';
import { carouselChecks, containerChecks } from './checks/containers.ts';
import { discoveryChecks } from './checks/discovery.ts';
import { insightChecks } from './checks/insights.ts';
import { listChecks } from './checks/lists.ts';
import { operationChecks } from './checks/operations.ts';
import { parameterChecks, readingBackChecks } from './checks/parameters.ts';
import { publishingChecks } from './checks/publishing.ts';
import { replyChecks } from './checks/replies.ts';
import { requestChecks } from './checks/requests.ts';
import { refreshCheck, tokenChecks } from './checks/tokens.ts';

/** Checks that are read together. */
export interface CheckGroup {
  readonly title: string;
  readonly checks: readonly Check[];
}

/** Every question, in the order in which they are asked. */
export const groups: readonly CheckGroup[] = [
  { title: 'Publishing', checks: [...publishingChecks, ...containerChecks, ...carouselChecks] },
  { title: 'Requests and answers', checks: requestChecks },
  { title: 'Tokens and permissions', checks: tokenChecks },
  { title: 'Parameters of a container', checks: [...parameterChecks, ...readingBackChecks] },
  { title: 'Replies', checks: replyChecks },
  { title: 'Posts, fields and lists', checks: listChecks },
  { title: 'Insights', checks: insightChecks },
  { title: 'Search, profiles, locations and embeds', checks: discoveryChecks },
  { title: 'What the SDK asks for', checks: operationChecks },
  { title: 'What a whole run shows', checks: observationChecks },
  { title: 'What may cost the token', checks: [refreshCheck] },
];

export const checks: readonly Check[] = groups.flatMap((group) => group.checks);

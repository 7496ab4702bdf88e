import { readFileSync } from 'node:fs';
import description from '@threads-sdk/openapi';
import { describe, expect, it } from 'vitest';
import { isAlias, isMap, isNode, isScalar, parseDocument, visit, type Node, type Pair } from 'yaml';

const yaml = parseDocument(readFileSync(new URL('../threads.openapi.yaml', import.meta.url), 'utf8'));
const root = yaml.contents;
const tree = isMap(root) ? root.get('x-threads-limits') : undefined;
const named = new Set<string>();
if (isMap(tree))
  for (const { value } of tree.items) {
    const limit = isMap(value) ? value.get('value', true) : undefined;
    if (isAlias(limit)) named.add(limit.source);
  }

/** What bounds a member of a request: the greatest and, beyond 0 and 1, the least. */
function isBound({ key, value }: Pair): boolean {
  if (!isScalar(key)) return false;
  if (['maxLength', 'maxItems', 'maximum', 'x-threads-limit'].includes(String(key.value))) return true;
  return key.value === 'minItems' && isScalar(value) && Number(value.value) > 1;
}

/** The name under which a node is repeated, if it is. */
function nameOf(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  const node: Node = value;
  return isAlias(node) ? node.source : 'anchor' in node ? node.anchor : undefined;
}

describe('the limits', () => {
  it('have a name wherever a schema holds one, so that no number is written twice', () => {
    const bounds: (string | undefined)[] = [];
    visit(yaml, {
      Pair(_, pair) {
        if (isBound(pair)) bounds.push(nameOf(pair.value));
      },
    });
    expect(bounds.length).toBeGreaterThan(10);
    expect(bounds.filter((name) => name === undefined || !named.has(name))).toEqual([]);
  });

  it.each(Object.entries(description['x-threads-limits']))(
    'has a value and a source for %s',
    (name, limit) => {
      expect(limit.description).toMatch(/\.$/);
      expect(limit.source).toMatch(/^https:\/\/developers\.facebook\.com\/documentation\/threads/);
      const isFine =
        typeof limit.value === 'number'
          ? /^(min|max|default)[A-Z]|(Seconds|PerSecond)$/.test(name)
          : limit.value.length > 0;
      expect(isFine).toBe(true);
    },
  );

  it('list the same permissions as the token', () => {
    const { scopes } = description.components.securitySchemes.user_token.flows.authorizationCode;
    expect(description['x-threads-limits'].scopes.value).toEqual(Object.keys(scopes));
  });
});

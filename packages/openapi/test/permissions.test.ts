import description from '@threads-sdk/openapi';
import { expect, it } from 'vitest';
import { nodes, operations } from '../walk.ts';

const { user_token: scheme } = description.components.securitySchemes;
const scopes = Object.keys(scheme.flows.authorizationCode.scopes).toSorted();

it('uses every permission, and none that it does not explain', () => {
  const ofOperations = operations.flatMap(({ operation }) =>
    operation.security.flatMap((requirement) => requirement['user_token'] ?? []),
  );
  const ofMembers = [...nodes()].flatMap(({ node }) =>
    'x-threads-scopes' in node && Array.isArray(node['x-threads-scopes'])
      ? node['x-threads-scopes'].map(String)
      : [],
  );
  expect([...new Set([...ofOperations, ...ofMembers])].toSorted()).toEqual(scopes);
});

it('lists the same permissions for tokens as for operations', () => {
  expect(description.components.schemas['Scope']?.['x-threads-known-values']?.toSorted()).toEqual(scopes);
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { OperationModel } from '../generate/model.ts';
import { getContainer } from '../src/index.ts';
import {
  bodyExamples,
  description,
  exampleParameters,
  generatedFunction,
  operationOf,
} from './description.ts';
import { authorizationUrl, createWorld, inWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});

describe('every operation of the description', () => {
  it.each(description.operations.filter(({ result }) => result.kind === 'value'))(
    '$id is answered',
    async (operation) => {
      const result = await answerTo(operation, exampleParameters(operation));
      expect(world.emulator.requests.at(-1)).toMatchObject({
        operation: operation.id,
        method: operation.method,
        status: 200,
      });
      expect(result).toEqual(expect.any(Object));
    },
  );

  it.each(description.operations.filter(({ result }) => result.kind === 'pages'))(
    '$id is answered with items',
    async (operation) => {
      const result = await answerTo(operation, exampleParameters(operation));
      expect(world.emulator.requests.at(-1)).toMatchObject({
        operation: operation.id,
        method: operation.method,
        status: 200,
      });
      const item = expect.objectContaining({ id: expect.stringMatching(/^\d+$/) });
      expect(result).toEqual(expect.objectContaining({ data: expect.arrayContaining([item]) }));
    },
  );

  it.each(description.operations.filter(({ navigation }) => navigation))(
    '$id yields an address that the emulator opens',
    async () => {
      const response = await world.emulator.fetch(new Request(await authorizationUrl()));
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('threads_basic');
    },
  );
});

describe('a parameter that names something', () => {
  it('is refused where the test has no such thing', async () => {
    const parameters = inWorld({ ...world, things: {} }, operationOf('getThread'), { media_id: '1' });
    await expect(parameters).rejects.toThrow('media_id of getThread names a post');
  });
});

describe('every example of a container', () => {
  it.each(bodyExamples('/{user_id}/threads'))(
    '"%s" becomes a container that can be published',
    async (_, example) => {
      const created = await answerTo(operationOf('createContainer'), example);
      expect(created).toEqual({ id: expect.stringMatching(/^\d+$/) });
      if (example['auto_publish_text'] === true) return;
      await world.emulator.clock.sleep(60_000);
      const { id } = created as { readonly id: string }; // expected above
      expect(await getContainer(world.client, { container_id: id })).toEqual({ id, status: 'FINISHED' });
    },
  );
});

async function answerTo(
  operation: OperationModel,
  parameters: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const call = generatedFunction(operation);
  const client = operation.anonymous ? world.anonymous : world.client;
  return call(client, await inWorld(world, operation, parameters));
}

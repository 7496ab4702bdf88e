import { containerStatus } from '../model/containers.ts';
import type { World } from '../model/world.ts';
import type { GraphNode } from '../graph/fields.ts';
import type { ContainerRecord } from '../model/records.ts';

/** A container before and after it is published. */
export function containerNode(world: World, container: ContainerRecord): GraphNode {
  return {
    fields: {
      id: () => container.id,
      status: () => containerStatus(world, container),
      error_message: () => (containerStatus(world, container) === 'ERROR' ? container.failure : undefined),
    },
    defaults: ['id', 'status'],
  };
}

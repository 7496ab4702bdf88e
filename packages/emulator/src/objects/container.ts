import { containerStatus } from '../containers.ts';
import type { EmulatorContext } from '../context.ts';
import type { GraphNode } from '../fields.ts';
import type { ContainerRecord } from '../records.ts';

/** A container before and after it is published. */
export function containerNode(context: EmulatorContext, container: ContainerRecord): GraphNode {
  return {
    fields: {
      id: () => container.id,
      status: () => containerStatus(context, container),
      error_message: () => (containerStatus(context, container) === 'ERROR' ? container.failure : undefined),
    },
    defaults: ['id', 'status'],
  };
}

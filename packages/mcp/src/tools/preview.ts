import { isObject, refuse } from '@threads-sdk/internal';
import * as v from 'valibot';
import { faultsOf } from '../call-tool.ts';
import { createForeignMarks } from '../foreign.ts';
import { inQuotes } from '../shown.ts';
import { defineTool, type Inside, type Tool } from '../tool.ts';

/** Shows what another tool would do, and gives the hash that a client without questions to people needs. */
export function previewTool({ confirmations }: Inside, tools: readonly Tool[]): Tool {
  const names = tools.map(({ name }) => name);
  return defineTool({
    name: 'preview',
    description: 'Checks and shows what a tool would do, and changes nothing. Gives confirm',
    input: {
      tool: v.picklist(names, `must be one of: ${names.join(', ')}`),
      arguments: v.pipe(v.looseObject({}), v.description('Those of the tool, without confirm')),
    },
    scopes: [],
    annotations: { readOnlyHint: true, openWorldHint: true },
    async read({ arguments: given, tool: name }, call) {
      const tool = tools.find((each) => each.name === name);
      const faults = tool === undefined ? [] : faultsOf(tool, given);
      if (tool && !('posts' in tool.input)) refuse(name, faults);
      const planned = await tool?.plan?.(isObject(given) ? given : {}, { ...call, faults });
      if (planned === undefined) throw new TypeError(`${name} cannot be previewed.`);
      if ('outcome' in planned) return planned.content;
      const { key } = planned;
      const { mark, note } = createForeignMarks();
      const preview = planned.question((text) => inQuotes(mark(text)));
      const confirm = await confirmations.seal({ ...planned, tool: name, userId: call.userId, key });
      return {
        preview,
        confirm,
        ...note(),
        message: `Nothing was sent. Show the preview to the person. Only after their yes: ${name} with confirm. It is good for an hour.`,
      };
    },
  });
}

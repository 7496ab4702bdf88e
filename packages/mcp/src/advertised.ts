import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';

/**
 * The schema of a tool's arguments or answer as the MCP SDK takes it: it tells clients what there is. It refuses nothing: the SDK would
 * use words of its own, and arguments are checked where the tool is called.
 */
export function advertised(entries: v.ObjectEntries): StandardSchemaWithJSON {
  const { '~standard': standard } = toStandardJsonSchema(v.object(entries));
  const toJson: typeof standard.jsonSchema.input = (options) => {
    const json = JSON.stringify(standard.jsonSchema.input(options), (name, value: unknown) =>
      // Each tool would name the same dialect, which is that of MCP. Agents pay for every word.
      name === '$schema' || (name === 'required' && Array.isArray(value) && value.length === 0)
        ? undefined
        : value,
    );
    return JSON.parse(json);
  };
  return {
    '~standard': {
      version: 1,
      vendor: standard.vendor,
      jsonSchema: { input: toJson, output: toJson },
      validate: (value) => ({ value }),
    },
  };
}

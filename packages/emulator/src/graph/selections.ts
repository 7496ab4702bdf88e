import { parseFields, type Selection } from './fields.ts';
import { optionalList, optionalText, type Parameters } from './parameters.ts';

/** The `fields` of a request; absent if it names none. */
export function readSelections(parameters: Parameters): readonly Selection[] | undefined {
  const text = optionalText(parameters, 'fields');
  if (text === undefined) return undefined;
  const fields = text.trimStart().startsWith('[')
    ? optionalList(parameters, 'fields')
    : parameters.get('fields');
  return parseFields((fields ?? []).join(','));
}

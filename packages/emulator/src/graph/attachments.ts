import { invalidParameter } from './errors.ts';
import { limits } from '../description/limits.ts';
import { optionalText, parseJson, type Parameters } from './parameters.ts';
import type { Poll, TextAttachment, TextEntity } from '../model/records.ts';
import { checkLength } from './text-rules.ts';

/** The poll of a new post. A wrong shape is ignored, as Meta does: a post without a poll is what comes of it. */
export function readPoll(parameters: Parameters): Poll | undefined {
  const text = optionalText(parameters, 'poll_attachment');
  const value = text === undefined ? undefined : parseJson(text);
  if (!isRecord(value)) return undefined;
  const { option_a, option_b, option_c, option_d } = value;
  if (!isOption(option_a) || !isOption(option_b)) return undefined;
  const options = [option_a, option_b];
  for (const option of [option_c, option_d]) {
    // Meta's own sample app sends both, empty, with every poll of two; writers of JSON send null for what is not there.
    if (option === undefined || option === null || option === '') continue;
    if (!isOption(option)) return undefined;
    options.push(option);
  }
  for (const option of options) checkLength('poll_attachment', option, limits.maxPollOptionLength.value);
  return { options };
}

function isOption(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The address of the GIF of a new post. */
export function readGif(parameters: Parameters): string | undefined {
  const text = optionalText(parameters, 'gif_attachment');
  if (text === undefined) return undefined;
  const value = parseJson(text);
  const id = isRecord(value) ? value['gif_id'] : undefined;
  if (typeof id !== 'string' || id === '') throw invalidParameter('Param gif_attachment must have a gif_id.');
  if (!isRecord(value) || value['provider'] !== 'GIPHY') {
    throw invalidParameter('Param gif_attachment[provider] must be one of {GIPHY}');
  }
  return `https://media.giphy.com/media/${encodeURIComponent(id)}/giphy.gif`;
}

/** The spoilers of a new post. Offsets may come as text, which Meta's sample app sends. */
export function readTextEntities(parameters: Parameters): readonly TextEntity[] | undefined {
  const items = readArray(parameters, 'text_entities');
  if (items === undefined) return undefined;
  const max = limits.maxSpoilers.value;
  if (items.length > max) throw invalidParameter(`Param text_entities must have at most ${max} items.`);
  return items.map((item) => {
    const entity = isRecord(item) ? item : {};
    const type = entity['entity_type'];
    if (typeof type !== 'string' || type.toUpperCase() !== 'SPOILER') {
      throw invalidParameter('Param text_entities[entity_type] must be one of {SPOILER}');
    }
    return { entityType: 'SPOILER', ...readRange('text_entities', entity) };
  });
}

/** The long text of a new post. */
export function readTextAttachment(parameters: Parameters): TextAttachment | undefined {
  const name = 'text_attachment';
  const text = optionalText(parameters, name);
  if (text === undefined) return undefined;
  const value = parseJson(text);
  if (!isRecord(value)) throw invalidParameter(`Param ${name} must be an object.`);
  const { plaintext, link_attachment_url: link, text_with_styling_info: styling } = value;
  if (typeof plaintext !== 'string' || plaintext === '')
    throw invalidParameter(`Param ${name} must have a plaintext.`);
  checkLength(`${name}[plaintext]`, plaintext, limits.maxTextAttachmentLength.value);
  if (link !== undefined && (typeof link !== 'string' || !URL.canParse(link))) {
    throw invalidParameter(`Param ${name}[link_attachment_url] is not a valid URI.`);
  }
  return {
    plaintext,
    ...(link === undefined ? {} : { linkAttachmentUrl: link }),
    ...(styling === undefined ? {} : { styling: readStyling(styling) }),
  };
}

function readStyling(value: unknown): NonNullable<TextAttachment['styling']> {
  const name = 'text_attachment[text_with_styling_info]';
  const items = typeof value === 'string' ? parseJson(value) : value;
  if (!Array.isArray(items)) throw invalidParameter(`Param ${name} must be an array.`);
  const styles: readonly string[] = limits.textStyles.value;
  const ranges = items.map((item: unknown) => {
    const range = isRecord(item) ? item : {};
    const info = range['styling_info'];
    if (!isTexts(info) || !info.every((style) => styles.includes(style))) {
      throw invalidParameter(`Param ${name}[styling_info] must be one of {${styles.join(', ')}}`);
    }
    return { ...readRange(name, range), styles: info };
  });
  const sorted = ranges.toSorted((one, other) => one.offset - other.offset);
  for (const [index, range] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next !== undefined && range.offset + range.length > next.offset) {
      throw invalidParameter(`Param ${name} must not have ranges that overlap.`);
    }
  }
  return ranges;
}

function readRange(
  name: string,
  { offset, length }: Readonly<Record<string, unknown>>,
): { readonly offset: number; readonly length: number } {
  const range = { offset: toInteger(offset), length: toInteger(length) };
  if (range.offset >= 0 && range.length >= 1) return range;
  throw invalidParameter(
    `Param ${name} must have ranges with an offset of at least 0 and a length of at least 1.`,
  );
}

function toInteger(value: unknown): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : Number.NaN;
}

function readArray(parameters: Parameters, name: string): readonly unknown[] | undefined {
  const text = optionalText(parameters, name);
  if (text === undefined) return undefined;
  const value = parseJson(text);
  if (!Array.isArray(value)) throw invalidParameter(`Param ${name} must be an array.`);
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

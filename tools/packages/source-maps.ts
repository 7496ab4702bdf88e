import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { AnyMap, eachMapping, type TraceMap } from '@jridgewell/trace-mapping';
import { listFiles } from '../workspace.ts';

/**
 * Says which source maps of an installed package do not lead to what it ships: a debugger or "go to definition" would
 * end nowhere, or in another text. A source outside of `src` is somebody else's code, which needs a notice; but for the
 * package that is taken into all others, whose sources stand in the maps themselves.
 *
 * @param folder where the package is installed
 */
export function findSourceMapFaults(folder: string): string[] {
  const files = new Set(listFiles(folder).filter((name) => !name.startsWith('node_modules/')));
  return [...files]
    .filter((name) => name.endsWith('.map'))
    .flatMap((name) => {
      const map = AnyMap(readFileSync(join(folder, name), 'utf8'));
      const paths = map.sources.map((source) =>
        posix.join(posix.dirname(name), map.sourceRoot ?? '', source ?? '?'),
      );
      const isTakenIn = (path: string, index: number): boolean =>
        path.startsWith('../internal/src/') && typeof map.sourcesContent?.[index] === 'string';
      const lost = paths.filter(
        (path, index) => !isTakenIn(path, index) && (!files.has(path) || !path.startsWith('src/')),
      );
      if (lost.length > 0 || paths.length === 0)
        return [`${name} leads to ${lost[0] ?? 'no source'}, which is not a shipped source.`];
      const texts = paths.map((path, index) =>
        isTakenIn(path, index)
          ? String(map.sourcesContent?.[index])
          : readFileSync(join(folder, path), 'utf8'),
      );
      const stale = paths.filter(
        (_, index) => (map.sourcesContent?.[index] ?? texts[index]) !== texts[index],
      );
      if (stale.length > 0) return [`${name} holds another text of ${stale[0]} than is shipped.`];
      return findPositionFaults(name, map, texts);
    });
}

/** Positions behind the end of a line or a text: the map was made of another one. */
function findPositionFaults(name: string, map: TraceMap, texts: readonly string[]): string[] {
  const lines = new Map(
    map.resolvedSources.map((source, index) => [source, texts[index]?.split('\n') ?? []]),
  );
  const faults: string[] = [];
  eachMapping(map, ({ source, originalLine, originalColumn }) => {
    if (source === null || faults.length > 0) return;
    const line = lines.get(source)?.[originalLine - 1];
    if (line === undefined || originalColumn > line.length)
      faults.push(
        `${name} names line ${originalLine}, column ${originalColumn} of ${source}, which is not there.`,
      );
  });
  return faults;
}

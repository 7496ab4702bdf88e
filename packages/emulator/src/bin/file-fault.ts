import { dirname } from 'node:path';

/** The code that Node gives to what went wrong with a file. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** What went wrong with a file, as a sentence that says what to do: Node's own names neither that nor always the path. */
export function fileFault(path: string, error: unknown): unknown {
  const sentence = sentenceOf(path, codeOf(error));
  return sentence === undefined ? error : new Error(sentence, { cause: error });
}

function sentenceOf(path: string, code: unknown): string | undefined {
  switch (code) {
    case 'ENOENT':
      return `${path} cannot be made, since there is no folder ${dirname(path)}: make that first`;
    case 'ENOTDIR':
      return `${path} leads through something that is no folder: name another file`;
    case 'EISDIR':
      return `${path} is a folder: name a file`;
    case 'ELOOP':
      return `${path} is a link that leads back to itself: name another file`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `you may not read or write ${path}: see to its rights and those of its folder, or name another file`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `there is no room for ${path}: free some, or name another file`;
    default:
      return undefined;
  }
}

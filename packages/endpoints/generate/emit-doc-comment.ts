const width = 110;

/** A doc comment out of Markdown text: paragraphs are wrapped, lists, tags and code blocks keep their lines. */
export function docComment(text: string): string {
  const lines = wrap(text.replaceAll('*/', '*\\/').replaceAll(/\n{3,}/g, '\n\n'));
  if (lines.length === 0) return '';
  if (lines.length === 1) return `/** ${lines[0]} */\n`;
  return `/**\n${lines.map((line) => (line === '' ? ' *' : ` * ${line}`)).join('\n')}\n */\n`;
}

function wrap(text: string): readonly string[] {
  if (text.trim() === '') return [];
  let code = false;
  return joinParagraphs(text.trim().split('\n')).flatMap((line) => {
    if (line.startsWith('```')) code = !code;
    return code || /^```|^\|/.test(line) ? [line] : wrapLine(line.trimEnd());
  });
}

/** The lines of a paragraph as one, to be wrapped anew. */
function joinParagraphs(lines: readonly string[]): readonly string[] {
  const joined: string[] = [];
  let open = false;
  let code = false;
  for (const line of lines) {
    if (line.startsWith('```')) code = !code;
    const ownLine = code || line === '' || /^(\s*- |```|\||#|@|\s)/.test(line);
    if (open && !ownLine) joined.push(`${joined.pop() ?? ''} ${line}`);
    else joined.push(line);
    open = !code && line !== '' && !/^(```|\||#|@)/.test(line);
  }
  return joined;
}

function wrapLine(line: string): readonly string[] {
  const indent = /^\s*(?:- )?/.exec(line)?.[0].length ?? 0;
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/(?<=\S) +/)) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = `${' '.repeat(indent)}${word}`;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}

/** The texts of a list. */
export async function textsOf(
  list: AsyncIterable<{ readonly text?: string }>,
): Promise<(string | undefined)[]> {
  const texts: (string | undefined)[] = [];
  for await (const { text } of list) texts.push(text);
  return texts;
}

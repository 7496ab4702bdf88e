/**
 * How the entries of a CHANGELOG.md are written. The ones that come with changesets name commits, and repeat "Updated
 * dependencies" for each of them, which tells a user nothing.
 *
 * Called by `changeset version`, as `.changeset/config.json` says.
 */

/** The sentences of a changeset, as one entry. */
export function getReleaseLine({ summary }: { readonly summary: string }): string {
  return `- ${summary
    .trim()
    .split('\n')
    .map((line, index) => (index === 0 || line.trim() === '' ? line.trim() : `  ${line.trimEnd()}`))
    .join('\n')}`;
}

/** What else of this repository a release is made for. */
export function getDependencyReleaseLine(
  _: unknown,
  dependencies: readonly { readonly name: string; readonly newVersion: string }[],
): string {
  if (dependencies.length === 0) return '';
  const names = dependencies.map(({ name, newVersion }) => `\`${name}\` ${newVersion}`);
  return `- Needs ${new Intl.ListFormat('en').format(names)}, or newer.`;
}

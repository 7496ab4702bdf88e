import { isPlaceholder } from '@threads-sdk/tools/repository-address';

/**
 * How typedoc links to the lines of the sources: not at all while the repository has no address.
 *
 * @param repository its root folder, which the paths begin in
 */
export function sourceOptions(address: string, repository: string): SourceOptions {
  if (isPlaceholder(address)) return { disableSources: true };
  return {
    disableSources: false,
    displayBasePath: repository,
    sourceLinkTemplate: `${address}/blob/main/{path}#L{line}`,
  };
}

type SourceOptions =
  | { readonly disableSources: true }
  | { readonly disableSources: false; readonly displayBasePath: string; readonly sourceLinkTemplate: string };

/**
 * What stands below each page: where it is as Markdown, and for a guide where it is edited.
 *
 * @param url the page's, e.g. `documents/login.html`
 * @param guide the name of a guide, e.g. `login`; the changelog is put together, and edited nowhere
 */
export function pageLinks(url: string, guide: string | undefined, address: string): string {
  const twin = url.replace(/^.*\/|\.html$/g, '');
  const edit =
    guide === undefined || guide === 'changelog' || isPlaceholder(address)
      ? ''
      : ` <a href="${address}/edit/main/docs/guides/${guide}.md">Edit this page</a>`;
  return `<p class="page-links"><a href="${twin}.md">This page as Markdown</a>${edit}</p>`;
}

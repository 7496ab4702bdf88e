import { request } from '@octokit/request';

/** Lists 25 issues of a repository. */
export function reader(baseUrl: string): () => Promise<unknown> {
  const send = request.defaults({ baseUrl, headers: { authorization: `token ${'b'.repeat(144)}` } });
  return () => send('GET /repos/{owner}/{repo}/issues', { owner: 'mika', repo: 'kyoto', per_page: 25 });
}

/** Opens an issue. */
export function writer(baseUrl: string): () => Promise<unknown> {
  const send = request.defaults({ baseUrl, headers: { authorization: `token ${'b'.repeat(144)}` } });
  return () =>
    send('POST /repos/{owner}/{repo}/issues', { owner: 'mika', repo: 'kyoto', title: 'Up before the city.' });
}

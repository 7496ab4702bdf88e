import { listen, type TestServer } from '../listen.ts';

/** The app that a person signs in to: any page of it answers, and it serves an image. */
export interface AppServer extends TestServer {
  /** Paths with their queries, as the browser asked for them. */
  readonly visits: readonly string[];
}

const image = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600" fill="#c8553d"/><circle cx="400" cy="300" r="140" fill="#f6d8ae"/></svg>`;

export async function startAppServer(): Promise<AppServer> {
  const visits: string[] = [];
  const server = await listen((request, response) => {
    const path = request.url ?? '/';
    if (path.endsWith('.svg')) {
      response.setHeader('content-type', 'image/svg+xml').end(image);
      return;
    }
    if (path.startsWith('/callback')) visits.push(path);
    response.setHeader('content-type', 'text/html').end('<title>The app</title><h1>Signed in</h1>');
  });
  return { ...server, visits };
}

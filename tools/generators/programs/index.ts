import type { Programs } from '../tried.ts';
import * as heyApi from './hey-api.ts';
import * as oazapfts from './oazapfts.ts';
import * as openapiFetch from './openapi-fetch.ts';
import * as orval from './orval.ts';
import { posts } from './posts.ts';
import * as swaggerTypescriptApi from './swagger-typescript-api.ts';

export const programs: Programs = {
  posts,
  clients: {
    'openapi-fetch': openapiFetch.connect,
    '@hey-api/openapi-ts': heyApi.connect,
    oazapfts: oazapfts.connect,
    orval: orval.connect,
    'swagger-typescript-api': swaggerTypescriptApi.connect,
  },
};

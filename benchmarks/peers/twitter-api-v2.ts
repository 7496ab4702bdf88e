import { TwitterApi } from 'twitter-api-v2';

/** Lists 25 posts of a user. */
export function reader(baseUrl: string): () => Promise<unknown> {
  const { v2 } = new TwitterApi('b'.repeat(144));
  const prefix = `${baseUrl}/2/`;
  return () => v2.get('users/17841405793187218/tweets', { max_results: 25 }, { prefix });
}

/** Creates a post. */
export function writer(baseUrl: string): () => Promise<unknown> {
  const { v2 } = new TwitterApi('b'.repeat(144));
  const prefix = `${baseUrl}/2/`;
  return () => v2.post('tweets', { text: 'Up before the city.' }, { prefix });
}

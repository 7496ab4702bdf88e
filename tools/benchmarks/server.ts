/**
 * A server that answers with prepared bytes, in a process of its own so that its work is not counted.
 * It prints its address and ends when its input is closed.
 */
import { createServer } from 'node:http';

const post = (index: number): object => ({
  id: `1805${String(index).padStart(13, '0')}`,
  media_product_type: 'THREADS',
  media_type: 'CAROUSEL_ALBUM',
  media_url: `https://cdn.example.com/media/${index}/original.jpg?signature=${'a'.repeat(16)}`,
  permalink: `https://www.threads.com/@mika.in.kyoto/post/DJ${index}abcdef`,
  owner: { id: '17841405793187218' },
  username: 'mika.in.kyoto',
  text: `Three days in Kyoto, part ${index}: ${'the garden in the rain, '.repeat(2)}`,
  timestamp: '2026-05-04T09:12:31+0000',
  shortcode: `DJ${index}abcdef`,
  thumbnail_url: `https://cdn.example.com/media/${index}/thumbnail.jpg`,
  children: { data: [{ id: `1806${index}` }, { id: `1807${index}` }] },
  is_quote_post: false,
  has_replies: true,
  alt_text: 'Raked gravel',
  link_attachment_url: 'https://example.com/kyoto',
  quoted_post: { id: `1808${index}` },
  reposted_post: { id: `1809${index}` },
  topic_tag: 'kyoto',
  is_verified: false,
  profile_picture_url: 'https://cdn.example.com/profile.jpg',
  is_spoiler_media: false,
  hide_status: 'NOT_HUSHED',
  reply_audience: 'EVERYONE',
});

const page = Buffer.from(
  JSON.stringify({
    data: Array.from({ length: 25 }, (_, index) => post(index)),
    paging: { cursors: { before: 'QVFIUa', after: 'QVFIUb' } },
  }),
);
const created = Buffer.from('{"id":"18050000000000001"}');

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const body = request.method === 'GET' ? page : created;
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) console.log(`http://127.0.0.1:${address.port}`);
});
process.stdin.resume().on('end', () => process.exit());

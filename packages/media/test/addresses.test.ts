import { describe, expect, it } from 'vitest';
import { checkMedia, type CheckMediaOptions, type MediaReport } from '../src/index.ts';
import { codesOf, readFixture, useMediaServer, whole } from './media-server.ts';

const server = useMediaServer();
const names: Readonly<Record<string, readonly string[]>> = {
  'media.example': ['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'],
  'v4-only.example': ['64:ff9b::5db8:d822'],
  'inside.example': ['10.0.0.7'],
  'half-inside.example': ['93.184.216.34', '192.168.1.1'],
  'metadata.example': ['fd00:ec2::254'],
  'hidden.example': ['64:ff9b::a9fe:a9fe'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'nobody.example': [],
  'strange.example': ['no address'],
};

/** Checks an address of a world of its own: its names resolve as above, its hosts are all the server on loopback. */
async function look(
  url: string,
  options: CheckMediaOptions = {},
): Promise<{ readonly report: MediaReport; readonly requested: readonly string[] }> {
  const requested: string[] = [];
  const report = await checkMedia(url, {
    resolve: async (hostname) => {
      const addresses = names[hostname];
      if (addresses === undefined) throw new Error(`no such name: ${hostname}`);
      return addresses;
    },
    fetch: async (request) => {
      requested.push(request.url);
      expect(request).toMatchObject({ redirect: 'manual', credentials: 'omit' });
      const { pathname } = new URL(request.url);
      return fetch(new Request(`${new URL(server.answer(() => undefined)).origin}${pathname}`, request));
    },
    ...options,
  });
  return { report, requested };
}

function pathOf(address: string): string {
  return new URL(address).pathname;
}

function file(): string {
  return pathOf(server.answer(whole(readFixture('plain.png'), 'image/png')));
}

function redirect(location: string, status = 302): string {
  return pathOf(
    server.answer((_, response) => void response.writeHead(status, { location: ascii(location) }).end()),
  );
}

function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, encodeURIComponent);
}

const privateAddresses = [
  'http://127.0.0.1/',
  'http://127.1:8080/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0177.0.0.1/',
  'http://0/',
  'http://0.0.0.0/',
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.0.1/',
  'http://100.64.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://0xa9fea9fe/',
  'http://192.0.0.192/',
  'http://192.0.2.1/',
  'http://198.18.0.1/',
  'http://198.51.100.1/',
  'http://203.0.113.1/',
  'http://224.0.0.1/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  'http://[::]/',
  'http://[::1]/',
  'http://[::127.0.0.1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:93.184.216.34]/',
  'http://[64:ff9b::127.0.0.1]/',
  'http://[64:ff9b::93.184.216.34]/',
  'http://[64:ff9b:1::1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001::1]/',
  'http://[2001:db8::1]/',
  'http://[3fff::1]/',
  'http://[fd00:ec2::254]/',
  'http://[fc00::1]/',
  'http://[fe80::1]/',
  'http://[fec0::1]/',
  'http://[ff02::1]/',
  'http://[100::1]/',
  'http://[4000::1]/',
  'http://localhost/',
  'http://LOCALHOST./',
  'http://app.localhost/',
  'http://printer.local/',
  'http://metadata.google.internal/computeMetadata/v1/',
  'http://router.home.arpa/',
  'http://metadata/',
  'http://①②⑦.0.0.1/',
  'http://127。0。0。1/',
];

const privateNames = ['inside', 'half-inside', 'metadata', 'hidden', 'mapped', 'strange'].map(
  (name) => `http://${name}.example/`,
);

describe('an address', () => {
  it.each([
    'https://media.example',
    'http://media.example:8443',
    'https://media.example.',
    'https://v4-only.example',
    'https://93.184.216.34',
    'https://[2606:2800:220:1:248:1893:25c8:1946]',
  ])('is gone to when it is public: %s', async (origin) => {
    const { report } = await look(`${origin}${file()}`, {
      resolve: async (hostname) => names[hostname] ?? [],
    });
    expect(report).toMatchObject({ issues: [], kind: 'image' });
  });

  it.each([...privateAddresses, ...privateNames])('is not gone to when it is private: %s', async (url) => {
    const { report, requested } = await look(url);
    expect(codesOf(report.issues)).toEqual(['ADDRESS_PRIVATE']);
    expect(report.bytesRead).toBe(0);
    expect(requested).toEqual([]);
  });

  it.each([...privateAddresses, ...privateNames])('is not gone to behind a redirect: %s', async (url) => {
    const { report, requested } = await look(`https://media.example${redirect(url)}`);
    expect(codesOf(report.issues)).toEqual(['ADDRESS_PRIVATE']);
    expect(requested).toHaveLength(1);
  });

  it('is looked at again for every part of a file', async () => {
    const bytes = new Uint8Array(200_000);
    bytes.set(readFixture('plain.jpg').subarray(0, 2));
    bytes.set([0xff, 0xe1, 0xff, 0xff], 2); // a segment of 65,535 bytes, to be skipped
    let looks = 0;
    const path = pathOf(
      server.answer((request, response) => {
        const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
        const [start, end] = [Number(range?.[1]), Number(range?.[2]) + 1];
        const headers = { 'content-range': `bytes ${start}-${end - 1}/${bytes.byteLength}` };
        response.writeHead(206, headers).end(bytes.subarray(start, end));
      }),
    );
    const { report } = await look(`https://media.example${path}`, {
      resolve: async () => ((looks += 1) === 1 ? ['93.184.216.34'] : ['127.0.0.1']),
    });
    expect(codesOf(report.issues)).toEqual(['ADDRESS_PRIVATE']);
    expect(looks).toBe(2);
  });

  it.each(['ftp://media.example/a', 'file:///etc/hostname', 'data:image/png;base64,AA==', 'blob:nodedata:1'])(
    'is not gone to when it is none of the web: %s',
    async (url) => {
      const first = await look(url);
      const second = await look(`https://media.example${redirect(url)}`);
      for (const { report } of [first, second])
        expect(codesOf(report.issues)).toEqual(['ADDRESS_UNSUPPORTED']);
      expect(first.requested).toEqual([]);
    },
  );

  it.each(['https://user@media.example/', 'https://:canary@media.example/'])(
    'is not gone to with credentials: %s',
    async (url) => {
      for (const address of [url, `https://media.example${redirect(url)}`]) {
        const { report } = await look(address);
        expect(codesOf(report.issues)).toEqual(['ADDRESS_UNSUPPORTED']);
        expect(JSON.stringify(report)).not.toContain('canary');
      }
    },
  );

  it.each(['https://unknown.example/', 'https://nobody.example/'])(
    'is unreachable when the DNS does not know it: %s',
    async (url) => {
      const { report } = await look(url);
      expect(report.issues).toEqual([
        {
          code: 'UNREACHABLE',
          message: `is at ${new URL(url).hostname}, a name that the DNS does not resolve`,
        },
      ]);
    },
  );

  it('is looked up with the means of the runtime, unless others are given', async () => {
    const { report, requested } = await look('https://no-such-host.invalid/', {
      resolve: undefined as never,
    });
    expect(codesOf(report.issues)).toEqual(['UNREACHABLE']);
    expect(requested).toEqual([]);
  });

  it('is not let pass by a Node that cannot look it up', async () => {
    const getBuiltinModule: unknown = Reflect.get(process, 'getBuiltinModule');
    Reflect.set(process, 'getBuiltinModule', undefined);
    try {
      const { report, requested } = await look('https://media.example/', { resolve: undefined as never });
      expect(report.issues).toMatchObject([
        { code: 'UNREACHABLE', message: expect.stringContaining('22.3') },
      ]);
      expect(requested).toEqual([]);
    } finally {
      Reflect.set(process, 'getBuiltinModule', getBuiltinModule);
    }
  });

  it('of this machine is gone to when that is allowed, without a look-up', async () => {
    const address = server.answer(whole(readFixture('plain.png'), 'image/png'));
    expect(codesOf((await checkMedia(address)).issues)).toEqual(['ADDRESS_PRIVATE']);
    expect((await checkMedia(address, { allowPrivate: true })).issues).toEqual([]);
    const { report } = await look(`http://unknown.example${pathOf(address)}`, { allowPrivate: true });
    expect(report.issues).toEqual([]);
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('is followed with %i', async (status) => {
    const { report, requested } = await look(
      `https://media.example${redirect(`https://93.184.216.34${file()}`, status)}`,
    );
    expect(report).toMatchObject({ issues: [], kind: 'image' });
    expect(requested).toHaveLength(2);
  });

  it('is followed when it is relative, three times and no more', async () => {
    const chain = (length: number): string => (length === 0 ? file() : redirect(chain(length - 1)));
    expect((await look(`https://media.example${chain(3)}`)).report.issues).toEqual([]);
    const { report, requested } = await look(`https://media.example${chain(4)}`);
    expect(report.issues).toEqual([{ code: 'REDIRECT_FAILED', message: 'redirects more than 3 times' }]);
    expect(requested).toHaveLength(4);
  });

  it('fails when it leads nowhere', async () => {
    const without = pathOf(server.answer((_, response) => void response.writeHead(302).end()));
    for (const path of [without, redirect('http://[')]) {
      const { report } = await look(`https://media.example${path}`);
      expect(report.issues).toEqual([{ code: 'REDIRECT_FAILED', message: 'redirects to no address' }]);
    }
  });

  it('that a browser hides is an issue', async () => {
    // As `fetch` of a browser answers to `redirect: 'manual'`.
    const fetch = async (): Promise<Response> =>
      Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });
    const { report } = await look('https://media.example/', { fetch });
    expect(codesOf(report.issues)).toEqual(['REDIRECT_FAILED']);
  });
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, serve } from '../programs.ts';
import { makeFolder } from '../temporary-folder.ts';

/** A registry on loopback, and what makes programs use it. */
export interface Registry {
  readonly url: string;
  /** The environment of a stranger: knows no other registry, and has nothing of whoever runs this. */
  readonly env: NodeJS.ProcessEnv;
  /** The same, with the home folder of whoever runs this: pnpm has its store there. */
  readonly publishingEnv: NodeJS.ProcessEnv;
}

/**
 * Starts an empty registry. It has the packages of this repository alone, and takes all others from the registry that
 * this machine uses.
 */
export async function startRegistry(): Promise<Registry> {
  const folder = makeFolder('registry');
  const setting = async (name: string): Promise<string> =>
    (await run('npm', ['config', 'get', name], { cwd: folder })).trim();
  const [machine, cafile] = await Promise.all([setting('registry'), setting('cafile')]);
  const config = {
    storage: './storage',
    uplinks: { machine: { url: machine, timeout: '60s' } },
    packages: {
      '@threads-sdk/*': { access: '$all', publish: '$all' },
      'threads-sdk': { access: '$all', publish: '$all' },
      '**': { access: '$all', proxy: 'machine' },
    },
    web: { enable: false },
    log: { type: 'stdout', format: 'json', level: 'warn' },
  };
  writeFileSync(join(folder, 'config.yaml'), JSON.stringify(config)); // which is YAML, too
  const port = await findFreePort();
  await serve(
    process.execPath,
    [
      fileURLToPath(new URL('node_modules/verdaccio/bin/verdaccio', import.meta.url)),
      '--config',
      'config.yaml',
      '--listen',
      `127.0.0.1:${port}`,
    ],
    /(http address)/,
    // npm trusts what its settings say (`null` is npm's word for nothing); verdaccio is told by Node.
    { cwd: folder, env: { ...process.env, ...(cafile !== 'null' && { NODE_EXTRA_CA_CERTS: cafile }) } },
  );
  const url = `http://127.0.0.1:${port}/`;
  const env = environment(url);
  const { HOME, USERPROFILE, XDG_CONFIG_HOME } = process.env;
  const publishingEnv = { ...env, HOME, USERPROFILE, XDG_CONFIG_HOME };
  await refuseOtherRegistries(url, publishingEnv);
  return { url, env, publishingEnv };
}

/** The registry says which port it was told, not which it has, so it cannot be told 0. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server has no other kind of address
  server.close();
  await once(server, 'close');
  return port;
}

/** What this machine is set to (its registry, its tokens) is left out: it would win over what is written here. */
function environment(url: string): NodeJS.ProcessEnv {
  const home = makeFolder('home');
  const settings = {
    registry: url,
    '@threads-sdk:registry': url,
    [`${url.replace('http:', '')}:_authToken`]: 'anybody', // npm publishes nothing without one
    cache: join(home, 'cache'),
    audit: 'false',
    fund: 'false',
    'update-notifier': 'false',
  };
  const npmrc = join(home, '.npmrc');
  writeFileSync(
    npmrc,
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  const kept = Object.entries(process.env).filter(([name]) => !/^p?npm_/i.test(name));
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    NPM_CONFIG_USERCONFIG: npmrc,
    npm_config_userconfig: npmrc,
    NO_UPDATE_NOTIFIER: '1',
  };
}

/** Nothing may be published anywhere else, whatever this machine is set to. */
async function refuseOtherRegistries(url: string, env: NodeJS.ProcessEnv): Promise<void> {
  const cwd = makeFolder('home');
  for (const command of ['npm', 'pnpm']) {
    for (const name of ['registry', '@threads-sdk:registry']) {
      const found = await run(command, ['config', 'get', name], { cwd, env });
      assert.equal(found.trim(), url, `${command} would take ${name} from elsewhere.`);
    }
  }
}

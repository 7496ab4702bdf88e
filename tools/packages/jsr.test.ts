import { describe, expect, it } from 'vitest';
import { readPackages } from '../workspace.ts';
import { jsrManifest, whyNotOnJsr } from './jsr.ts';

const internal = {
  name: '@threads-sdk/internal',
  version: '0.0.0',
  dependencies: { '@threads-sdk/errors': 'workspace:^', valibot: 'catalog:' },
};

describe('what JSR gets', () => {
  it('is made of package.json: its sources, with what they import', () => {
    const manifest = {
      name: '@threads-sdk/auth',
      version: '1.2.3',
      license: 'MIT',
      exports: {
        '.': { '@threads-sdk/source': './src/index.ts', types: './dist/index.d.ts' },
        './more': { '@threads-sdk/source': './src/more.ts', types: './dist/more.d.ts' },
        './package.json': './package.json',
      },
      dependencies: { '@threads-sdk/errors': 'workspace:^', jose: '^6.0.0' },
      peerDependencies: { sharp: '^0.35.0' },
    };
    expect(jsrManifest(manifest, internal, { valibot: '^1.5.0' })).toEqual({
      name: '@threads-sdk/auth',
      version: '1.2.3',
      license: 'MIT',
      exports: { '.': './src/index.ts', './more': './src/more.ts' },
      imports: {
        '@threads-sdk/internal': './internal/index.ts',
        sharp: 'npm:sharp@^0.35.0',
        valibot: 'npm:valibot@^1.5.0',
        jose: 'npm:jose@^6.0.0',
      },
    });
  });

  it('needs a range of versions for each dependency', () => {
    expect(() => jsrManifest({ name: '@threads-sdk/a', version: '1.0.0' }, internal, {})).toThrow(
      'The catalog has no valibot.',
    );
  });

  it('is every package but those that JSR does not take', () => {
    const left = readPackages().filter((pkg) => whyNotOnJsr(pkg) !== undefined);
    expect(left.map(({ folder }) => folder)).toEqual([
      'cli',
      'emulator',
      'mcp',
      'openapi',
      'scheduler',
      'threads-sdk',
    ]);
  });
});

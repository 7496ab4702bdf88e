import { describe, expect, it } from 'vitest';
import { readArguments } from '../src/bin/read-arguments.ts';
import { createEmulator } from '../src/index.ts';
import { createTown } from './api.ts';

describe('what is said of the app', () => {
  const address = 'https://app.example/hook';
  const texts = [
    '',
    'a',
    'not digits',
    '1',
    '1'.repeat(21),
    'a b',
    'é',
    'localhost/cb',
    'myapp://back',
    'mailto:a',
    'http://a:b@app.example/',
    address,
  ];
  const options = {
    'app-id': 'clientId',
    'app-secret': 'clientSecret',
    'redirect-uri': 'redirectUris',
    'deauthorize-url': 'deauthorizeCallbackUrl',
    'data-deletion-url': 'dataDeletionCallbackUrl',
  } as const;

  it.each(Object.entries(options))(
    'is checked alike by the command line, --%s, and by settings',
    (option, member) => {
      const taken = texts.filter((text) => !('faults' in readArguments([`--${option}`, text])));
      const { emulator } = createTown();
      const settable = texts.filter((text) => {
        try {
          emulator.configure({ app: { [member]: member === 'redirectUris' ? [text] : text } });
          return true;
        } catch {
          return false;
        }
      });
      expect(settable).toEqual(taken);
      expect([taken.length > 0, taken.length < texts.length]).toEqual([true, true]);
    },
  );

  it('is refused in every place, each fault with its name', () => {
    const app = { clientId: 'x', redirectUris: [address, 'nowhere'], deauthorizeCallbackUrl: 'ftp://a/' };
    const faults =
      'app.clientId must be 1 to 20 digits; app.redirectUris[1] must be an absolute address that an app or a page answers at; app.deauthorizeCallbackUrl must be an absolute http or https address without a username or password.';
    expect(() => createEmulator({ app })).toThrow(`createEmulator: ${faults}`);
    const { emulator } = createTown();
    expect(() => emulator.configure({ app })).toThrow(`configure: ${faults}`);
    const snapshot = emulator.snapshot();
    expect(() => emulator.restore({ ...snapshot, app: { ...snapshot.app, ...app } })).toThrow(
      `restore: ${faults}`,
    );
  });
});

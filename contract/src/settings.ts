import type { LiveOptions } from './live.ts';
import { addressOf, isMeta } from './address.ts';

/** What a run is told by its environment. */
export interface Settings extends Pick<
  LiveOptions,
  'token' | 'baseUrl' | 'app' | 'imageUrl' | 'videoUrl' | 'scopes'
> {
  readonly yes: boolean;
  readonly isContinuousIntegration: boolean;
}

/** Reads the environment. */
export function readSettings(env: Readonly<Record<string, string | undefined>>, yes: boolean): Settings {
  const given = (name: string): string | undefined => env[name]?.trim() || undefined;
  const clientId = given('THREADS_APP_ID');
  const clientSecret = given('THREADS_API_SECRET');
  const imageUrl = given('THREADS_IMAGE_URL');
  const videoUrl = given('THREADS_VIDEO_URL');
  const scopes = given('THREADS_SCOPES');
  return {
    token: given('THREADS_ACCESS_TOKEN') ?? '',
    baseUrl: (given('THREADS_BASE_URL') ?? 'https://graph.threads.com').replace(/\/+$/, ''),
    ...(clientId !== undefined && clientSecret !== undefined && { app: { clientId, clientSecret } }),
    ...(imageUrl !== undefined && { imageUrl }),
    ...(videoUrl !== undefined && { videoUrl }),
    ...(scopes !== undefined && { scopes: scopes.split(/[\s,]+/) }),
    yes,
    isContinuousIntegration: !['', '0', 'false'].includes(env['CI'] ?? ''),
  };
}

/** Everything that keeps a run from beginning. */
export function findSettingFaults({
  token,
  baseUrl,
  yes,
  isContinuousIntegration,
}: Settings): readonly string[] {
  const address = addressOf(baseUrl);
  const isHere = address === 'loopback';
  const isReal = isMeta(address) && baseUrl === `https://${address}`;
  return [
    ...(/^[!-~]+$/.test(token) ? [] : ['Set THREADS_ACCESS_TOKEN to a long-lived token of your own.']),
    ...(isHere || isReal
      ? []
      : [
          'THREADS_BASE_URL must be https://graph.threads.com, https://graph.threads.net, or on this machine.',
        ]),
    ...(isContinuousIntegration && !isHere
      ? ['The real API is never asked in CI. Run it by hand, or unset CI.']
      : []),
    ...(yes && !isHere
      ? ['--yes is for an emulator on this machine: the real API is asked about each write.']
      : []),
  ];
}

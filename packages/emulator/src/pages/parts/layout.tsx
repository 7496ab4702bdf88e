import type { Child } from 'hono/jsx';
import { Icon, type IconName, Mark } from './icons.tsx';

/** Everything that is the emulator's own and not Meta's lives under this path. */
export const emulatorPath = '/__emulator';

/** What makes pages live: forms without loading the page again, and what others did meanwhile. Pages work without. */
export const workbenchScriptPath: string = `${emulatorPath}/workbench.js`;

/** A page that the navigation leads to. */
export type Place = 'timeline' | 'requests' | 'containers' | 'webhooks' | 'clock' | 'faults';

const places: Readonly<
  Record<Place, { readonly label: string; readonly href: string; readonly icon: IconName }>
> = {
  timeline: { label: 'Timeline', href: '/', icon: 'home' },
  requests: { label: 'Requests', href: `${emulatorPath}/requests`, icon: 'requests' },
  containers: { label: 'Containers', href: `${emulatorPath}/containers`, icon: 'containers' },
  webhooks: { label: 'Webhooks', href: `${emulatorPath}/webhooks`, icon: 'webhooks' },
  clock: { label: 'Clock', href: `${emulatorPath}/clock`, icon: 'clock' },
  faults: { label: 'Faults', href: `${emulatorPath}/faults`, icon: 'faults' },
};

/** Where a place of the navigation is found. */
export function pathTo(place: Place): string {
  return places[place].href;
}

/** What became of a form, said above the page. */
export interface Notice {
  readonly text: string;
  readonly bad: boolean;
}

interface LayoutProperties {
  readonly title: string;
  /** The navigation entry that is open. */
  readonly current?: Place;
  /** One narrow column without navigation, for a page on which a person makes a single decision. */
  readonly decision?: boolean;
  /** Scripts beside the one that makes pages live. */
  readonly scripts?: readonly string[];
  readonly notice?: Notice | undefined;
  readonly children?: Child;
}

/** The document around every page: landmarks, a skip link, and a reminder that none of this is real. */
export const Layout = ({
  title,
  current,
  decision = false,
  scripts = [],
  notice,
  children,
}: LayoutProperties): Child => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${title} · Spool, a Threads emulator`}</title>
      <link rel="icon" type="image/svg+xml" href={`${emulatorPath}/icon.svg`} />
      <link rel="stylesheet" href={`${emulatorPath}/style.css`} />
      {decision ? null : [workbenchScriptPath, ...scripts].map((src) => <script type="module" src={src} />)}
    </head>
    <body class={decision ? 'narrow' : 'workbench'}>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header class="bar">
        <div class="bar-inner">
          {decision ? (
            <span class="brand">
              <Brand />
            </span>
          ) : (
            <>
              <a class="brand" href={emulatorPath}>
                <Brand />
              </a>
              <Navigation current={current} />
            </>
          )}
        </div>
      </header>
      <main id="main" class="main" tabindex={-1}>
        {decision ? null : (
          <p id="notice" class={notice?.bad === true ? 'notice bad' : 'notice'} role="status">
            {notice?.text}
          </p>
        )}
        {children}
      </main>
      <footer class="foot">
        A local emulator for development: nothing is posted to Threads. Your browser loads the pictures and
        videos of posts from where they are.
      </footer>
    </body>
  </html>
);

const Brand = (): Child => (
  <>
    <Mark />
    <span>
      <span class="brand-name">Spool</span> <span class="brand-what">Threads emulator</span>
    </span>
  </>
);

const Navigation = ({ current }: { readonly current: Place | undefined }): Child => (
  <nav aria-label="Pages">
    <ul>
      {Object.entries(places).map(([id, { label, href, icon }]) => (
        <li>
          <a href={href} {...(id === current ? { 'aria-current': 'page' } : {})}>
            <Icon name={icon} />
            <span>{label}</span>
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

import type { Child } from 'hono/jsx';

/** Everything that is the emulator's own and not Meta's lives under this path. */
export const emulatorPath = '/__emulator';

interface LayoutProperties {
  readonly title: string;
  /** The navigation entry that is open. */
  readonly current?: 'timeline' | 'requests';
  /** One narrow column without navigation, for a page on which a person makes a single decision. */
  readonly decision?: boolean;
  /** Room for two columns. */
  readonly wide?: boolean;
  /** The path of a script that makes the page more comfortable; it works without. */
  readonly script?: string;
  readonly children?: Child;
}

/** The document around every page: landmarks, a skip link, and a reminder that none of this is real. */
export const Layout = ({
  title,
  current,
  decision = false,
  wide = false,
  script,
  children,
}: LayoutProperties): Child => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${title} · Threads emulator`}</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href={`${emulatorPath}/style.css`} />
      {script === undefined ? null : <script type="module" src={script} />}
    </head>
    <body {...(decision ? { class: 'narrow' } : wide ? { class: 'wide' } : {})}>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header class="bar">
        <div class="bar-inner">
          {decision ? (
            <span class="brand">Threads emulator</span>
          ) : (
            <>
              <a class="brand" href="/">
                Threads emulator
              </a>
              <Navigation {...(current === undefined ? {} : { current })} />
            </>
          )}
        </div>
      </header>
      <main id="main" class="main" tabindex={-1}>
        {children}
      </main>
      <footer class="foot">A local emulator for development. Nothing here reaches Threads.</footer>
    </body>
  </html>
);

const Navigation = ({ current }: { readonly current?: 'timeline' | 'requests' }): Child => (
  <nav aria-label="Pages">
    <ul>
      <NavigationLink href="/" label="Timeline" open={current === 'timeline'} />
      <NavigationLink href={`${emulatorPath}/requests`} label="Requests" open={current === 'requests'} />
    </ul>
  </nav>
);

const NavigationLink = ({
  href,
  label,
  open,
}: {
  readonly href: string;
  readonly label: string;
  readonly open: boolean;
}): Child => (
  <li>
    <a href={href} {...(open ? { 'aria-current': 'page' } : {})}>
      {label}
    </a>
  </li>
);

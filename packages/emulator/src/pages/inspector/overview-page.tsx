import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../../context.ts';
import { containerStatus } from '../../model/containers.ts';
import { count } from '../../model/listing.ts';
import { Layout, pathTo, type Place } from '../parts/layout.tsx';
import { Live } from '../parts/live.tsx';
import { Icon, type IconName } from '../parts/icons.tsx';
import { Time } from '../parts/time.tsx';
import { isFailed } from './request-filter.ts';

/** Where everything is, and how it stands. */
export const OverviewPage = ({
  context,
  origin,
}: {
  readonly context: EmulatorContext;
  readonly origin: string;
}): Child => {
  const { store, clock, log, events, faults } = context;
  const waiting = [...store.containers.values()].filter((container) =>
    ['IN_PROGRESS', 'FINISHED'].includes(containerStatus(context, container)),
  ).length;
  const failed = log.records.filter(isFailed).length;
  const active = faults.faults.filter(({ hits, times }) => hits < times).length;
  return (
    <Layout title="Overview">
      <h1>Overview</h1>
      <Live id="overview">
        <ul class="tiles">
          <Tile
            place="timeline"
            icon="home"
            title="Timeline"
            says="Post, reply, like and vote as any of the users."
          >
            {counted(store.users.size, 'user')}, {counted(count(store.posts.listed()), 'post')}
          </Tile>
          <Tile
            place="requests"
            icon="requests"
            title="Requests"
            says="Each call as it comes in, and what an error means."
          >
            {counted(log.records.length, 'request')}, {failed} failed
          </Tile>
          <Tile
            place="containers"
            icon="containers"
            title="Containers"
            says="What waits to be published, and why it fails."
          >
            {waiting} of {store.containers.size} not published yet
          </Tile>
          <Tile
            place="webhooks"
            icon="webhooks"
            title="Webhooks"
            says="Subscribe, trigger events, and send them again."
          >
            {events.subscription === undefined
              ? 'Not subscribed'
              : counted(events.deliveries.length, 'delivery', 'deliveries')}
          </Tile>
          <Tile place="clock" icon="clock" title="Clock" says="Move the time by hours or months, or stop it.">
            <Time instant={clock.now()} />
          </Tile>
          <Tile
            place="faults"
            icon="faults"
            title="Faults"
            says="Lost answers, errors, slow and broken bodies."
          >
            {active} planned
          </Tile>
        </ul>
      </Live>
      <section class="card pad stack" aria-labelledby="reach">
        <h2 id="reach">For your app</h2>
        <dl class="facts">
          <dt>Base URL</dt>
          <dd>
            <code>{origin}</code>
          </dd>
          <dt>App</dt>
          <dd>{store.app.name}</dd>
          <dt>Client id</dt>
          <dd>
            <code>{store.app.clientId}</code>
          </dd>
          <dt>Redirect addresses</dt>
          <dd>
            {store.app.redirectUris.map((address) => (
              <>
                <code>{address}</code>{' '}
              </>
            ))}
          </dd>
        </dl>
      </section>
    </Layout>
  );
};

function counted(number: number, one: string, many = `${one}s`): string {
  return number === 1 ? `1 ${one}` : `${number} ${many}`;
}

const Tile = ({
  place,
  icon,
  title,
  says,
  children,
}: {
  readonly place: Place;
  readonly icon: IconName;
  readonly title: string;
  readonly says: string;
  readonly children?: Child;
}): Child => (
  <li>
    <a class="tile card" href={pathTo(place)}>
      <span class="tile-title">
        <Icon name={icon} /> {title}
      </span>
      <span class="muted small">{says}</span>
      <span class="small">{children}</span>
    </a>
  </li>
);

import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../../context.ts';
import { limits } from '../../description/limits.ts';
import { containerStatus, expirationOf, isLost, type ContainerStatus } from '../../model/containers.ts';
import type { ContainerRecord } from '../../model/records.ts';
import { Layout, pathTo } from '../parts/layout.tsx';
import { Live } from '../parts/live.tsx';
import { Ago, durationText } from '../parts/time.tsx';
import { postPath } from '../parts/paths.ts';
import { Choice, asChoice } from './requests-page.tsx';

const maxShown = 100;

interface ContainersPageProperties {
  readonly context: EmulatorContext;
  /** Absent: every one. */
  readonly status: ContainerStatus | undefined;
}

/** What waits to be published, and why it does not get there. */
export const ContainersPage = ({ context, status }: ContainersPageProperties): Child => {
  const all = [...context.store.containers.values()].toReversed();
  const found = status === undefined ? all : all.filter((one) => containerStatus(context, one) === status);
  return (
    <Layout title="Containers" current="containers">
      <h1>Containers</h1>
      <form method="get" action={pathTo('containers')} class="filter card" aria-label="Containers">
        <Choice
          name="status"
          any="Any"
          label="Status"
          chosen={status}
          choices={limits.containerStatuses.value.map(asChoice)}
        />
        <div class="filter-buttons">
          <button class="button small primary">Filter</button>
          <a href={pathTo('containers')}>Show all</a>
        </div>
      </form>
      <Live id="container-count">
        <p class="muted small toolbar">
          {found.length > maxShown
            ? `The last ${maxShown} of ${found.length} containers, newest first`
            : found.length === 1
              ? '1 container'
              : `${found.length} containers, newest first`}
        </p>
      </Live>
      <ol class="card list" id="containers" data-live="list">
        {found.slice(0, maxShown).map((container) => (
          <li id={`container-${container.id}`} class="entry">
            <Container context={context} container={container} />
          </li>
        ))}
      </ol>
      <p class="card empty when-empty">
        {all.length === 0
          ? 'None yet. A container is made by POST /me/threads, the first step of publishing.'
          : 'No container has this status.'}
      </p>
    </Layout>
  );
};

interface ContainerProperties {
  readonly context: EmulatorContext;
  readonly container: ContainerRecord;
}

const Container = ({ context, container }: ContainerProperties): Child => {
  const { store, clock } = context;
  const status = containerStatus(context, container);
  const { content, mediaType, carouselItem } = container;
  const tone = status === 'ERROR' || status === 'EXPIRED' || container.lost === true ? 'bad' : 'good';
  return (
    <>
      <p class="entry-head">
        <span class={`state ${status === 'IN_PROGRESS' ? '' : tone}`}>{status}</span>
        <strong>{carouselItem ? `${mediaType}, item of a carousel` : mediaType}</strong>
        <span class="muted small">@{store.users.get(container.ownerId)?.username}</span>
        <Ago instant={container.createdAt} now={clock.now()} />
      </p>
      <p>
        <Reason context={context} container={container} />
      </p>
      {content.text === undefined ? null : <p class="excerpt">{content.text}</p>}
      <p class="muted small">
        id <code>{container.id}</code>
        {content.mediaUrl === undefined ? null : (
          <>
            {' '}
            · <code>{content.mediaUrl}</code>
          </>
        )}
        {content.children === undefined ? null : ` · ${content.children.length} children`}
      </p>
    </>
  );
};

const Reason = ({ context, container }: ContainerProperties): Child => {
  const { store, clock } = context;
  const expiresAt = expirationOf(context, container);
  const lifetime = durationText(limits.containerSeconds.value * 1000);
  switch (containerStatus(context, container)) {
    case 'IN_PROGRESS':
      return <>Finished in {durationText(container.finishedAt - clock.now())}.</>;
    case 'ERROR':
      return (
        <>
          Failed: <code>{container.failure}</code>. Make a new one.
        </>
      );
    case 'EXPIRED':
      if (expiresAt < container.createdAt + limits.containerSeconds.value * 1000)
        return <>Not published within {lifetime} of its oldest item. Make both anew.</>;
      return <>Not published within {lifetime}. Make a new one.</>;
    case 'PUBLISHED': {
      const post = store.posts.get(container.publishedMediaId ?? '');
      if (post === undefined) return <>Published, and the post was deleted since.</>;
      return (
        <>
          Published as{' '}
          {container.carouselItem ? <code>{post.id}</code> : <a href={postPath(store, post)}>this post</a>}.
        </>
      );
    }
    case 'FINISHED':
      if (isLost(context, container)) return <>A planned fault: publishing it fails for ever.</>;
      if (container.carouselItem) return <>Waits to be put into a carousel.</>;
      return <>Waits to be published; it expires in {durationText(expiresAt - clock.now())}.</>;
  }
};

import type { Child } from 'hono/jsx';
import { limits } from '../description/limits.ts';
import { actPath } from './act-form.ts';
import { Avatar } from './parts/avatar.tsx';
import { Icon } from './parts/icons.tsx';
import { pictureNames, picturePath } from '../pictures/own-media.ts';
import type { View } from './parts/view.ts';

interface ComposerProperties {
  readonly view: View;
  /** Its own on the page. */
  readonly id: string;
  /** The id of the post that is answered. Absent: a new post. */
  readonly to?: string;
  /** Whose post is answered. */
  readonly author?: string;
  /** Whether it opens over a page for a few words: one writes at once, and for more there is the post's own page. */
  readonly short?: boolean;
}

/** Writes a post or a reply, with a picture, a video or a poll. */
export const Composer = ({ view, id, to, author, short = false }: ComposerProperties): Child => {
  const { context, me, here } = view;
  if (me === undefined) return null;
  context.forms.count += 1;
  const prompt = author === undefined ? 'What is new?' : `Reply to ${author}`;
  return (
    <form method="post" action={actPath} class="composer" id={id} data-stay data-once>
      <input type="hidden" name="act" value={to === undefined ? 'post' : 'reply'} />
      <input type="hidden" name="by" value={me.username} />
      {to === undefined ? null : <input type="hidden" name="to" value={to} />}
      <input type="hidden" name="back" value={here} />
      <input type="hidden" name="form" value={`${context.forms.count}`} />
      <Avatar name={me.username} />
      <div class="composer-body">
        <p class="name">{me.username}</p>
        <label class="unseen" for={`${id}-text`}>
          {prompt}
        </label>
        <textarea id={`${id}-text`} name="text" rows={2} placeholder={prompt} autofocus={short} />
        {short ? null : <Extras id={id} />}
        <button class="button primary small">{to === undefined ? 'Post' : 'Reply'}</button>
      </div>
    </form>
  );
};

const Extras = ({ id }: { readonly id: string }): Child => (
  <div class="extras">
    <details class="more">
      <summary>
        <Icon name="picture" /> Picture or video
      </summary>
      <div class="fields">
        <Field id={`${id}-image`} name="image" label="Address of an image" list="pictures" />
        <Field id={`${id}-video`} name="video" label="Address of a video" />
        <Field id={`${id}-alt`} name="alt" label="Alternative text" />
      </div>
    </details>
    <details class="more">
      <summary>
        <Icon name="poll" /> Poll
      </summary>
      <div class="fields">
        {['A', 'B', 'C', 'D'].slice(0, limits.maxPollOptions.value).map((letter) => (
          <Field id={`${id}-poll-${letter}`} name="poll" label={`Option ${letter}`} />
        ))}
      </div>
    </details>
  </div>
);

/** The pictures that every emulator has, as suggestions for the composers of a page. */
export const PictureSuggestions = ({ origin }: { readonly origin: string }): Child => (
  <datalist id="pictures">
    {pictureNames.map((name) => (
      <option value={`${origin}${picturePath(name)}`} />
    ))}
  </datalist>
);

const Field = ({
  id,
  name,
  label,
  list,
}: {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly list?: string;
}): Child => (
  <label class="field" for={id}>
    {label}
    <input id={id} name={name} autocomplete="off" {...(list === undefined ? {} : { list })} />
  </label>
);

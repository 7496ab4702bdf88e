import { assertType, describe, expectTypeOf, it } from 'vitest';
import type {
  Media,
  Post,
  PublishedPost,
  PublishError,
  PublishErrorCode,
  PublishState,
  ReplyControl,
} from './index.ts';

const image = { image: 'https://example.com/gate.jpg' };

describe('a post', () => {
  it('may be text, media, or both', () => {
    expectTypeOf({ text: 'Hello' }).toExtend<Post>();
    expectTypeOf({ text: 'Hello', linkAttachment: 'https://example.com' }).toExtend<Post>();
    expectTypeOf({ media: [image] }).toExtend<Post>();
    const mixed: Media[] = [image, { video: 'https://example.com/walk.mp4', altText: 'A walk' }];
    expectTypeOf({ text: 'Hello', media: mixed, isSpoilerMedia: true }).toExtend<Post>();
  });

  it('needs text or media', () => {
    // Nothing to show.
    expectTypeOf({}).not.toExtend<Post>();
    // Settings alone are no post.
    expectTypeOf({ replyTo: '1' }).not.toExtend<Post>();
  });

  it('has a link card only without media', () => {
    // @ts-expect-error Threads shows cards on text posts alone
    assertType<Post>({ media: [image], linkAttachment: 'https://example.com' });
  });

  it('has alternative text and spoilers only with media', () => {
    // @ts-expect-error there is nothing to describe
    assertType<Post>({ text: 'Hello', altText: 'A gate' });
    // @ts-expect-error neither an image nor a video
    assertType<Post>({ media: [{ altText: 'A gate' }] });
    // @ts-expect-error there is nothing to blur
    assertType<Post>({ text: 'Hello', isSpoilerMedia: true });
  });

  it('has an image or a video in each of its media', () => {
    // @ts-expect-error two at a time
    assertType<Post>({ media: [{ ...image, video: 'https://example.com/walk.mp4' }] });
  });

  it('knows who may reply', () => {
    expectTypeOf<ReplyControl>().toEqualTypeOf<
      'everyone' | 'accounts_you_follow' | 'mentioned_only' | 'parent_post_author_only' | 'followers_only'
    >();
    // @ts-expect-error not an audience
    assertType<Post>({ text: 'Hello', replyControl: 'nobody' });
  });
});

describe('what comes back', () => {
  it('has the ids', () => {
    expectTypeOf<PublishedPost['id']>().toEqualTypeOf<string>();
    expectTypeOf<PublishedPost['containerId']>().toEqualTypeOf<string | undefined>();
  });

  it('is an error with a closed set of codes and a state that narrows', () => {
    expectTypeOf<PublishError['code']>().toEqualTypeOf<PublishErrorCode>();
    expectTypeOf<PublishState['containerId']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Extract<PublishState, { step: 'done' }>['id']>().toEqualTypeOf<string>();
    expectTypeOf<Extract<PublishState, { step: 'confirm' }>['containerId']>().toEqualTypeOf<string>();
  });
});

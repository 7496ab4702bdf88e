import { assertType, describe, expectTypeOf, it } from 'vitest';
import type {
  Media,
  Post,
  PublishedPost,
  PublishState,
  PublishStep,
  ReplyControl,
  TextPost,
} from './index.ts';
import type { State, StateAt } from './state.ts';

const image = { image: 'https://example.com/gate.jpg' };

describe('a post', () => {
  it('may be text, media, or both', () => {
    expectTypeOf({ text: 'Hello' }).toExtend<Post>();
    expectTypeOf({ text: 'Hello', linkAttachment: 'https://example.com' }).toExtend<Post>();
    expectTypeOf({ media: [image] }).toExtend<Post>();
    const mixed: Media[] = [image, { video: 'https://example.com/walk.mp4', altText: 'A walk' }];
    expectTypeOf({ text: 'Hello', media: mixed, isSpoilerMedia: true }).toExtend<Post>();
  });

  it('may be handed what its maker may not have', () => {
    const row: { readonly replyTo?: string; readonly alt?: string } = {};
    expectTypeOf({ text: 'Hello', replyTo: row.replyTo, media: undefined }).toExtend<Post>();
    expectTypeOf({ media: [{ ...image, altText: row.alt }] }).toExtend<Post>();
  });

  it('needs text or media', () => {
    // Nothing to show.
    expectTypeOf({}).not.toExtend<Post>();
    // Settings alone are no post.
    expectTypeOf({ replyTo: '1' }).not.toExtend<Post>();
  });

  it('has a link card only without media', () => {
    // @ts-expect-error Threads shows cards on posts of text alone
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

  it('may be an attachment alone, where that says something by itself', () => {
    assertType<Post>({ linkAttachment: 'https://example.com' });
    assertType<Post>({ gif: { id: 'l0MYt5jPR6QX5pnqM' } });
    assertType<Post>({ textAttachment: { plaintext: 'Day one' } });
    // @ts-expect-error a poll without a question
    assertType<Post>({ poll: ['Tea', 'Coffee'] });
    // @ts-expect-error a ghost without a text
    assertType<Post>({ isGhostPost: true });
  });

  it('has 2 to 4 answers in a poll', () => {
    assertType<Post>({ text: 'Tea?', poll: ['a', 'b', 'c', 'd'] });
    // @ts-expect-error one answer is no choice
    assertType<Post>({ text: 'Tea?', poll: ['a'] });
    // @ts-expect-error five are too many
    assertType<Post>({ text: 'Tea?', poll: ['a', 'b', 'c', 'd', 'e'] });
  });

  it('is shared to Instagram in light or in dark', () => {
    assertType<Post>({ media: [image], crossreshareToIg: 'dark' });
    // @ts-expect-error not both
    assertType<Post>({ media: [image], crossreshareToIg: ['light', 'dark'] });
  });

  it('says one thing at a time', () => {
    // @ts-expect-error a poll with an image
    assertType<Post>({ text: 'Tea?', poll: ['Tea', 'Coffee'], media: [image] });
    // @ts-expect-error a ghost that answers
    assertType<Post>({ text: 'Boo', isGhostPost: true, replyTo: '1' });
    // @ts-expect-error a description of a carousel as a whole
    assertType<Post>({ media: [image, image], altText: 'Two gates' });
    const inner = { plaintext: 'Day one', linkAttachment: 'https://b.example' };
    // @ts-expect-error a link inside and a link outside
    assertType<Post>({ linkAttachment: 'https://a.example', textAttachment: inner });
    const styling = { offset: 0, length: 1, styles: ['red'] as const };
    // @ts-expect-error a style that Threads does not have
    assertType<Post>({ textAttachment: { plaintext: 'Day one', styling: [styling] } });
  });

  it('can be put together from what there is', () => {
    const link = new URL('https://example.com').href;
    assertType<Post>({ text: 'Hello', ...(link === '' ? {} : { linkAttachment: link }) });
    assertType<Post>(link.length > 500 ? { textAttachment: { plaintext: link } } : { text: link });
    const settings: Pick<TextPost, 'topicTag' | 'replyControl'> = { topicTag: 'kyoto' };
    assertType<Post>({ ...settings, media: [image] });
  });

  it('is plain JSON', () => {
    type Json<Value> = Value extends string | number | boolean | undefined
      ? Value
      : Value extends (...parameters: never) => unknown
        ? never
        : { [Name in keyof Value]: Json<Value[Name]> };
    expectTypeOf<Post>().toExtend<Json<Post>>();
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

  it('is a state that narrows by its step', () => {
    expectTypeOf<PublishState['containerId']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Extract<PublishState, { step: 'done' }>['id']>().toEqualTypeOf<string>();
    expectTypeOf<State['step']>().toEqualTypeOf<PublishStep>();
    expectTypeOf<StateAt<'confirm'>['containerId']>().toEqualTypeOf<string>();
    expectTypeOf<State>().toExtend<PublishState>();
  });
});

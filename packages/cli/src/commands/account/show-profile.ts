import { getUser, lookupProfile, type Profile, type User } from '@threads-sdk/endpoints';
import { connect, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { count } from '../../output/count.ts';
import { facts } from '../../output/facts.ts';
import { print } from '../../output/print.ts';

/** Shows the profile of the account, or of somebody else. */
export async function showProfile(
  context: Context,
  username: string | undefined,
  options: ConnectOptions & { readonly json?: boolean },
): Promise<void> {
  const { client } = await connect(context, options);
  const { signal } = context;
  if (username === undefined) {
    const user: User = await getUser(client, {}, { signal });
    print(context, options, user, () => facts(context.output, ownFacts(user)));
    return;
  }
  const profile = await lookupProfile(client, { username: username.replace(/^@/, '') }, { signal });
  print(context, options, profile, () => facts(context.output, publicFacts(profile)));
}

type Facts = readonly (readonly [string, string | undefined])[];

function ownFacts(user: User): Facts {
  return [
    ['Username', user.username && `@${user.username}`],
    ['Name', user.name],
    ['Verified', yesOrNo(user.is_verified)],
    ['About', user.threads_biography],
    ['Picture', user.threads_profile_picture_url],
    ['Id', user.id],
  ];
}

function publicFacts(profile: Profile): Facts {
  return [
    ['Username', profile.username && `@${profile.username}`],
    ['Name', profile.name],
    ['Verified', yesOrNo(profile.is_verified)],
    ['About', profile.biography],
    ['Picture', profile.profile_picture_url],
    ['Followers', count(profile.follower_count)],
    ['Views, 7 days', count(profile.views_count)],
    ['Likes, 7 days', count(profile.likes_count)],
    ['Replies, 7 days', count(profile.replies_count)],
    ['Reposts, 7 days', count(profile.reposts_count)],
    ['Quotes, 7 days', count(profile.quotes_count)],
  ];
}

function yesOrNo(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? 'yes' : 'no';
}

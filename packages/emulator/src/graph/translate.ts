import type { Behaviour } from '../model/behaviour.ts';

// The Japanese sentences are the emulator's own: they are here to be different, not to be Meta's. On the left are patterns.
const japanese: readonly (readonly [english: string, japanese: string])[] = [
  ['Media Not Found', 'メディアが見つかりません'],
  ['The media with id (.+) cannot be found\\.', 'ID $1のメディアが見つかりません。'],
  ['Invalid Carousel Children', 'カルーセルの子が無効です'],
  [
    'The children with IDs (.+) are invalid, nonexistent, or expired\\.',
    'ID $1のカルーセルの子は無効であるか、存在しないか、期限切れです。',
  ],
  ['Media download has failed\\. .+', 'メディアをダウンロードできませんでした。'],
  ['The media could not be fetched from this URI: .+', 'このURIからメディアを取得できませんでした。'],
  ['Invalid Link Attachment', 'リンクが無効です'],
  ['The link attachment could not be loaded\\.', '添付されたリンクを読み込めませんでした。'],
  ['App Does Not Have Sufficient Access Tier', 'アプリのアクセスレベルが不足しています'],
  [
    'The app needs advanced access for this action\\.',
    'この操作には、アプリのアドバンスアクセスが必要です。',
  ],
  ['Invalid Authorization Code', '認証コードが無効です'],
  ['The authorization code is invalid: (.+)', '認証コードが無効です: $1'],
  ['views', '閲覧数'],
  ['likes', 'いいね！'],
  ['replies', '返信'],
  ['reposts', '再投稿'],
  ['quotes', '引用'],
  ['shares', 'シェア'],
  ['clicks', 'クリック数'],
  ['followers_count', 'フォロワー数'],
  ['follower_demographics', 'フォロワーの属性'],
  ['The number of times your post was viewed\\.', '投稿が閲覧された回数です。'],
  ['The number of likes on your posts?\\.', '投稿への「いいね！」の数です。'],
  ['The number of replies on your posts?\\.', '投稿への返信の数です。'],
  ['The number of times your posts? (?:was|were) reposted\\.', '投稿が再投稿された回数です。'],
  ['The number of times your posts? (?:was|were) quoted\\.', '投稿が引用された回数です。'],
  ['The number of times your post was shared\\.', '投稿がシェアされた回数です。'],
  ['The number of times your profile was viewed\\.', 'プロフィールが閲覧された回数です。'],
  ['The number of clicks on the links of your posts\\.', '投稿のリンクがクリックされた回数です。'],
  ['Your total number of followers on Threads\\.', 'Threadsのフォロワーの総数です。'],
  ['The demographics of your followers\\.', 'フォロワーの属性です。'],
];

/** A text that the API shows in the user's language; one without a translation stays English. */
export function translate(text: string, language: Behaviour['language']): string {
  if (language === 'en') return text;
  for (const [english, sentence] of japanese) {
    const whole = new RegExp(`^${english}$`, 'i');
    if (whole.test(text)) return text.replace(whole, sentence);
  }
  return text;
}

/** What every program of this folder asks for and sends: a token of usual length, all fields of a list, a short text. */
export const accessToken = 'THAAb0VzWk5mUW9xS1h2T3ZhQ0pQd2xYbGtR'.repeat(4);
export const headers: Readonly<Record<string, string>> = { authorization: `Bearer ${accessToken}` };
export const text = 'Up before the city.';
export const fieldNames =
  'id,media_product_type,media_type,media_url,thumbnail_url,permalink,owner,username,text,timestamp,shortcode,children,is_quote_post,quoted_post,reposted_post,alt_text,link_attachment_url,gif_url,poll_attachment,has_replies,topic_tag,is_spoiler_media,text_entities,text_attachment,is_verified,profile_picture_url,location';

// @ts-check
import { countText, publish } from 'threads-sdk';

/** @import { Client, Post } from 'threads-sdk' */

/**
 * Publishes a text, with a link to the page that it is about.
 *
 * @param {Client} client
 * @param {string} text
 * @param {string} link
 * @returns {Promise<string>} the id of the post
 */
export async function announce(client, text, link) {
  /** @type {Post} */
  const post = { text, linkAttachment: link };
  if (countText(text).characters > 500) throw new RangeError('The text is too long.');
  const { id } = await publish(client, post);
  return id;
}

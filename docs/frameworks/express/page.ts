/** The page, with the newest posts of the person who is logged in. */
export function page(
  posts: readonly { readonly text?: string; readonly permalink?: string }[] | undefined,
): string {
  const items = posts?.map(
    ({ text = '', permalink = '' }) => `<li><a href="${escape(permalink)}">${escape(text)}</a></li>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Postcards</title>
${
  items === undefined
    ? '<a href="/login">Log in with Threads</a>'
    : `<form method="post">
  <input type="hidden" name="key" value="${crypto.randomUUID()}">
  <textarea name="text" aria-label="Text" maxlength="500" required></textarea>
  <button>Post</button>
</form>
<ul>${items.join('')}</ul>`
}`;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The page. */
export const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Post a file</title>
<link rel="stylesheet" href="style.css">
<script type="module" src="script.js"></script>
<main>
  <h1>Post a file</h1>
  <form>
    <label>Picture or film <input type="file" name="file" accept="image/jpeg,image/png,video/mp4,video/quicktime" required></label>
    <label>Text <textarea name="text" maxlength="500" rows="3"></textarea></label>
    <label>What is to be seen, for those who cannot <input name="altText" maxlength="1000"></label>
    <button>Post</button>
  </form>
  <progress value="0" aria-label="Upload" hidden></progress>
  <p role="status"></p>
</main>
`;

/** Its script. `fetch` does not tell how far an upload is, so the file goes by `XMLHttpRequest`. */
export const script = `
const form = document.querySelector('form');
const bar = document.querySelector('progress');
const status = document.querySelector('[role=status]');

async function ask(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.problem);
  return answer;
}

function upload(file, { url, headers }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => (bar.value = loaded / total);
    request.onload = () => (request.status === 200 ? resolve() : reject(new Error('The upload was refused.')));
    request.onerror = () => reject(new Error('The upload broke off. Does the bucket allow this page (CORS)?'));
    request.send(file);
  });
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { file, text, altText } = Object.fromEntries(new FormData(form));
  const button = form.querySelector('button');
  button.disabled = true;
  bar.hidden = false;
  bar.value = 0;
  try {
    status.textContent = 'Uploading …';
    const place = await ask('uploads', { type: file.type, size: file.size });
    await upload(file, place);
    status.textContent = 'Posting …';
    const { id } = await ask('posts', { key: place.key, text, altText });
    status.textContent = 'Posted: ' + id;
    form.reset();
  } catch (error) {
    status.textContent = error.message;
  } finally {
    button.disabled = false;
    bar.hidden = true;
  }
});
`;

/** Its style. */
export const style = `
:root { color-scheme: light dark; }
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 3rem auto; padding: 0 1rem; }
form, label { display: grid; gap: 0.25rem; }
form { gap: 1rem; }
input, textarea, button { font: inherit; padding: 0.5rem; box-sizing: border-box; width: 100%; }
progress { width: 100%; margin-top: 1rem; }
`;

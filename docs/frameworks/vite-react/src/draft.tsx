import { useState } from 'react';
import { countText, splitText } from 'threads-sdk';

/** A draft that shows how it will be split into posts, and hands them to the server, which has the token. */
export function Draft() {
  const [text, setText] = useState('');
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [result, setResult] = useState('');
  const parts = text.trim() === '' ? [] : splitText(text);

  async function post(): Promise<void> {
    setResult('Posting…');
    const body = JSON.stringify({ key, texts: parts });
    const answer = await fetch('/api/posts', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    setResult(await answer.text());
    if (!answer.ok) return; // the same key again: what is live already stays
    setText('');
    setKey(crypto.randomUUID());
  }

  return (
    <form action={post}>
      <textarea aria-label="Text" value={text} onChange={(event) => setText(event.target.value)} />
      <ol>
        {parts.map((part, index) => (
          <li key={index}>{countText(part).characters} of 500 characters</li>
        ))}
      </ol>
      <button disabled={parts.length === 0}>Post</button>
      <p role="status">{result}</p>
    </form>
  );
}
